package io.baton.resource.node.infrastructure.process;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.contracts.Endpoint;
import io.baton.resource.node.application.NodeFailure;
import io.baton.resource.node.application.NodeProvider;
import io.baton.resource.node.infrastructure.PortRange;
import io.baton.resource.node.infrastructure.ResourceSettings;
import io.baton.resource.node.model.DataOnDisk;
import io.baton.resource.node.model.Node;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * Nodes as processes of this machine. They outlive this service, and it finds them again: each has a folder with
 * {@code node.json}, and a process is recognised by its id and the moment at which it started.
 */
@ApplicationScoped
public class ProcessNodeProvider implements NodeProvider {
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
    private static final Duration PROXY_PATIENCE = Duration.ofSeconds(2);

    /** Between a process's start and the moment at which it writes its id down. */
    private static final long PID_WRITTEN_WITHIN_MILLIS = 60_000;

    private final EngineLaunch engines;
    private final ProxyLaunch proxies;
    private final ObjectMapper mapper;
    private final Path nodes;

    ProcessNodeProvider(EngineLaunch engines, ProxyLaunch proxies, ObjectMapper mapper, ResourceSettings settings) {
        this.engines = engines;
        this.proxies = proxies;
        this.mapper = mapper;
        this.nodes = settings.home().toAbsolutePath().resolve("nodes");
    }

    @Override
    public void start(Node node, Endpoint master) {
        if (runs(node)) {
            return;
        }
        if (!othersListenThere(node)) {
            requirePort(node, node.address());
        }
        NodeFolder folder = folder(node);
        try {
            folder.create();
            if (node.engine()) {
                engines.launch(node, folder, master);
            } else {
                requirePort(node, node.control());
                proxies.launch(node, folder, master);
            }
            adopt(node, folder)
                    .orElseThrow(() -> new NodeFailure(
                            "NODE_NOT_STARTED", "Node " + node.id() + " ended at once: " + folder.lastWords()));
        } catch (IOException failed) {
            throw new NodeFailure("NODE_NOT_STARTED", "Node " + node.id() + " can't be started: " + failed, failed);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopping while node " + node.id() + " is started", stopping);
        }
    }

    @Override
    public String proxyRelease() {
        return proxies.release();
    }

    @Override
    public boolean runs(Node node) {
        return process(node).isPresent();
    }

    @Override
    public void stop(Node node) {
        process(node).ifPresent(process -> process.stop(STOP_PATIENCE));
    }

    /** What an engine has is about to be deleted, so it need not save it. */
    @Override
    public void remove(Node node) {
        process(node).ifPresent(process -> {
            if (node.engine()) {
                process.kill();
            } else {
                process.stop(PROXY_PATIENCE);
            }
        });
        folder(node).delete();
    }

    @Override
    public DataOnDisk data(Node node) {
        NodeFolder folder = folder(node);
        boolean appendOnly = folder.read(folder.config())
                .map(ConfigFile::parse)
                .flatMap(file -> file.value("appendonly"))
                .map(value -> value.contains("yes"))
                .orElse(true);
        return folder.dataOnDisk(appendOnly);
    }

    @Override
    public void keep(Node node, Map<String, String> settings) {
        NodeFolder folder = folder(node);
        try {
            ConfigFile file = ConfigFile.parse(folder.read(folder.config()).orElse(""));
            folder.write(folder.config(), file.with(settings).text());
        } catch (IOException failed) {
            throw new UncheckedIOException("can't write the configuration of node " + node.id(), failed);
        }
    }

    @Override
    public String lastWords(Node node) {
        return folder(node).lastWords();
    }

    private NodeFolder folder(Node node) {
        return new NodeFolder(nodes.resolve(node.id()));
    }

    private Optional<RunningProcess> process(Node node) {
        NodeFolder folder = folder(node);
        Optional<RunningProcess> known = folder.read(folder.record())
                .flatMap(this::parse)
                .flatMap(record -> RunningProcess.of(record.pid(), record.startedAt()));
        return known.isPresent() ? known : adopt(node, folder);
    }

    /**
     * Finds a process that has written its id down, and writes down who it is. This service may have died between the
     * two; that the id was written soon after the process started tells it from one that inherited the id.
     */
    private Optional<RunningProcess> adopt(Node node, NodeFolder folder) {
        Optional<RunningProcess> found = folder.pid()
                .flatMap(RunningProcess::of)
                .filter(process -> {
                    long writtenAfter = modified(folder.pidFile()) - process.startedAt();
                    return writtenAfter > -PID_WRITTEN_WITHIN_MILLIS / 20 && writtenAfter < PID_WRITTEN_WITHIN_MILLIS;
                });
        found.ifPresent(process -> record(node, folder, process));
        return found;
    }

    private void record(Node node, NodeFolder folder, RunningProcess process) {
        NodeRecord record = new NodeRecord(
                node.id(),
                node.kind().name(),
                process.pid(),
                process.startedAt(),
                node.address().port());
        try {
            folder.write(folder.record(), mapper.writeValueAsString(record));
        } catch (IOException failed) {
            throw new UncheckedIOException("can't write down the process of node " + node.id(), failed);
        }
    }

    /** A machine that lost power may have left it empty: then the process that it told of is gone as well. */
    private Optional<NodeRecord> parse(String json) {
        try {
            return Optional.of(mapper.readValue(json, NodeRecord.class));
        } catch (JsonProcessingException unreadable) {
            return Optional.empty();
        }
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException gone) {
            return 0;
        }
    }

    private static boolean othersListenThere(Node node) {
        return node.sharesEndpoint() || node.replaces() != null;
    }

    /** Whoever has the port is not this node: it was looked for. */
    private static void requirePort(Node node, Endpoint address) {
        if (!PortRange.free(address.host(), address.port())) {
            throw new NodeFailure(
                    "PORT_TAKEN",
                    "Port %d, which node %s needs, is taken by another process.".formatted(address.port(), node.id()));
        }
    }
}
