package io.baton.e2e.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.e2e.stack.TemporaryFolder;
import io.baton.local.UserError;
import io.baton.local.process.Executables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Starts the engines and proxies of a benchmark, each with one thread; their files are in a temporary folder, which is gone
 * when this is closed.
 */
public final class Peers implements AutoCloseable {

    private final Path root;
    private final TemporaryFolder temporary;
    private final Path folder;
    private int started;

    /** @param root of the project, where the build has left the engines and the proxy */
    public Peers(Path root) {
        this.root = root;
        try {
            this.temporary = TemporaryFolder.create("baton-bench-", false);
        } catch (IOException failed) {
            throw new UserError("No temporary folder can be made: %s", failed.getMessage());
        }
        this.folder = temporary.path();
    }

    /** Where HAProxy's runtime API listens. */
    Path haproxyAdmin() {
        return folder.resolve("haproxy.sock");
    }

    /** An engine without persistence, so that the disk does not speak. */
    public Peer engine(String version, String... options) {
        Path server = root.resolve("libs/engine/target/engines/redis-" + version + "/redis-server");
        // Those in archives without permissions are made executable by the first who needs them.
        if (!Files.isExecutable(server) && !server.toFile().setExecutable(true)) {
            throw new UserError(
                    "There is no Redis %s among the engines of the build: %s can't be run.", version, server);
        }
        int port = Peer.freePort();
        List<String> command = new ArrayList<>(List.of(
                server.toString(),
                "--bind",
                Peer.HOST,
                "--port",
                Integer.toString(port),
                "--save",
                "",
                "--appendonly",
                "no"));
        command.addAll(List.of(options));
        return Peer.start(next(), port, command);
    }

    /** HAProxy in TCP mode. */
    Peer haproxy(Peer upstream) {
        int port = Peer.freePort();
        Path home = next();
        String config = """
                global
                    nbthread 1
                    maxconn 4000
                    stats socket %s level admin
                defaults
                    mode tcp
                    timeout connect 5s
                    timeout client 1h
                    timeout server 1h
                    option tcp-smart-accept
                frontend clients
                    bind %s:%d
                    default_backend engines
                backend engines
                    server master %s:%d
                """.formatted(haproxyAdmin(), Peer.HOST, port, Peer.HOST, upstream.port());
        Path file = write(home, "haproxy.cfg", config);
        return Peer.start(home, port, List.of(Peer.program("haproxy", "haproxy"), "-db", "-f", file.toString()));
    }

    /** Baton's proxy, with the virtual machine's options that resource-service gives it. */
    public Peer instanceProxy(Peer upstream) {
        int port = Peer.freePort();
        Path home = next();
        Path token = write(home, "token", "benchmark");
        Map<String, Object> settings = Map.of(
                "instanceId",
                "benchmark",
                "listenHost",
                Peer.HOST,
                "listenPort",
                port,
                "controlHost",
                Peer.HOST,
                "controlPort",
                Peer.freePort(),
                "controlTokenFile",
                token.toString(),
                "upstreamHost",
                Peer.HOST,
                "upstreamPort",
                upstream.port(),
                "stateFile",
                home.resolve("route.json").toString());
        Path config = write(home, "proxy.json", json(settings));
        return Peer.start(
                home,
                port,
                List.of(
                        Executables.java(),
                        "-Xms32m",
                        "-Xmx128m",
                        "-XX:MaxDirectMemorySize=512m",
                        "-XX:+UseSerialGC",
                        "-jar",
                        root.resolve("instance-proxy/target/instance-proxy.jar").toString(),
                        "--config",
                        config.toString()));
    }

    private Path next() {
        return folder.resolve("process-" + ++started);
    }

    private static String json(Map<String, Object> settings) {
        try {
            return new ObjectMapper().writeValueAsString(settings);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Path write(Path folder, String name, String content) {
        try {
            Files.createDirectories(folder);
            return Files.writeString(folder.resolve(name), content);
        } catch (IOException failed) {
            throw new UserError("%s can't be written: %s", folder.resolve(name), failed.getMessage());
        }
    }

    @Override
    public void close() throws IOException {
        temporary.close();
    }
}
