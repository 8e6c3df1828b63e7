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
import java.util.stream.Stream;

/**
 * The engines and proxies of the instances. They belong to resource-service, which writes them down in
 * {@code nodes/<nodeId>/node.json} and starts them again; the launcher stops them with everything else.
 */
public final class NodeProcesses {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration STOP_LIMIT = Duration.ofSeconds(20);

    private final Home home;

    public NodeProcesses(Home home) {
        this.home = home;
    }

    /** One running node. */
    public record Node(String id, String kind, RunningProcess process, int port) {}

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

    /** Proxies first, so that nobody's write is accepted by an engine that is about to leave; then the engines. */
    void stop() throws InterruptedException {
        List<Node> all = running();
        stop(all.stream().filter(node -> node.kind().equals("PROXY")).toList());
        stop(all.stream().filter(node -> !node.kind().equals("PROXY")).toList());
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
