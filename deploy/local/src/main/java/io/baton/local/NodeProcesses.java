package io.baton.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.baton.local.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The engines and proxies of the instances. They belong to resource-service, which writes them down in
 * {@code nodes/<nodeId>/node.json} and starts them again. Whatever becomes of the control plane, they go on serving: they are
 * stopped only where that is asked for by name, and after resource-service, which would start them again.
 */
public final class NodeProcesses {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Home home;

    public NodeProcesses(Home home) {
        this.home = home;
    }

    /** One running node. */
    public record Node(String id, String kind, RunningProcess process, int port) {

        boolean proxy() {
            return kind.equals("PROXY");
        }
    }

    /** Those that run now. */
    public List<Node> running() {
        if (!Files.isDirectory(home.nodes())) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(home.nodes())) {
            return folders.map(folder -> read(folder.resolve("node.json")))
                    .flatMap(Optional::stream)
                    .toList();
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    private static Optional<Node> read(Path file) {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode node = JSON.readTree(file.toFile());
            return RunningProcess.find(
                            node.path("pid").asLong(), node.path("startedAt").asLong())
                    .map(process -> new Node(
                            node.path("nodeId").asText(),
                            node.path("kind").asText(),
                            process,
                            node.path("port").asInt()));
        } catch (IOException unreadable) {
            return Optional.empty();
        }
    }

    /** How many run and how they are stopped, for people; empty if there are none. */
    public Optional<String> goOnServing() {
        List<Node> all = running();
        long proxies = all.stream().filter(Node::proxy).count();
        return all.isEmpty()
                ? Optional.empty()
                : Optional.of(String.format(
                        "The instances go on serving (proxies: %d, engines: %d); deploy/down --instances stops them.",
                        proxies, all.size() - proxies));
    }

    /** The ids of all nodes that were ever started here and have not been removed. */
    public Set<String> known() {
        if (!Files.isDirectory(home.nodes())) {
            return Set.of();
        }
        try (Stream<Path> folders = Files.list(home.nodes())) {
            return folders.map(folder -> folder.getFileName().toString()).collect(Collectors.toSet());
        } catch (IOException unreadable) {
            return Set.of();
        }
    }

    /** Stops all. */
    public void stop() throws InterruptedException {
        stopAllBut(Set.of());
    }

    /**
     * Proxies first, so that nobody's write is accepted by an engine that is about to leave; then the engines.
     *
     * @param spared ids of nodes that go on
     */
    public void stopAllBut(Set<String> spared) throws InterruptedException {
        List<Node> all =
                running().stream().filter(node -> !spared.contains(node.id())).toList();
        stop(all.stream().filter(Node::proxy).toList());
        stop(all.stream().filter(node -> !node.proxy()).toList());
    }

    private static void stop(List<Node> nodes) throws InterruptedException {
        nodes.forEach(node -> node.process().terminate());
        List<Node> stubborn = new ArrayList<>();
        for (Node node : nodes) {
            if (!node.process().awaitExit(STOP_LIMIT)) {
                stubborn.add(node);
            }
        }
        for (Node node : stubborn) {
            node.process().kill();
            node.process().awaitExit(STOP_LIMIT);
        }
    }
}
