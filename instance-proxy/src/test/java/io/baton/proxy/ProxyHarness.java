package io.baton.proxy;

import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.proxy.relay.Transport;
import io.baton.testkit.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;

/** A real proxy in this JVM in front of a real engine, with what a test does to it and through it. */
final class ProxyHarness implements AutoCloseable {

    static final String INSTANCE = "orders";
    static final String TOKEN = "let-me-in";
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final Path folder;
    private final Address firstUpstream;
    private final String enginePassword;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private ProxyServer server;
    private int listenPort;

    private ProxyHarness(Path folder, Address upstream, String enginePassword) {
        this.folder = folder;
        this.firstUpstream = upstream;
        this.enginePassword = enginePassword;
    }

    static ProxyHarness before(TestEngine engine) {
        return before(engine, null, 1, Transport.best());
    }

    static ProxyHarness before(TestEngine engine, String enginePassword) {
        return before(engine, enginePassword, 1, Transport.best());
    }

    static ProxyHarness before(TestEngine engine, String enginePassword, int threads, Transport transport) {
        return before(address(engine), enginePassword, threads, transport);
    }

    static ProxyHarness before(Address engine, String enginePassword, int threads, Transport transport) {
        try {
            Path folder = Files.createTempDirectory("baton-proxy-test-");
            Files.writeString(folder.resolve("token"), TOKEN + "\n");
            if (enginePassword != null) {
                Files.writeString(folder.resolve("password"), enginePassword + "\n");
            }
            ProxyHarness harness = new ProxyHarness(folder, engine, enginePassword);
            harness.start(threads, transport);
            return harness;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Address address(TestEngine engine) {
        return new Address(engine.host(), engine.port());
    }

    private void start(int threads, Transport transport) throws IOException {
        server = ProxyServer.start(
                new ProxySettings(
                        INSTANCE,
                        "127.0.0.1",
                        listenPort,
                        "127.0.0.1",
                        0,
                        folder.resolve("token"),
                        firstUpstream.host(),
                        firstUpstream.port(),
                        stateFile(),
                        enginePassword == null ? null : folder.resolve("password"),
                        null),
                threads,
                transport);
        listenPort = server.port();
    }

    /** Ends the proxy as a crash would, and starts it again with the same configuration, port and state file. */
    void restart() {
        server.close();
        try {
            start(1, Transport.best());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Path stateFile() {
        return folder.resolve("state.json");
    }

    int port() {
        return server.port();
    }

    Address controlAddress() {
        return server.controlAddress();
    }

    /** A client connection through the proxy; closed with the harness. */
    RespClient client() {
        return keep(RespClient.connect(server.port()));
    }

    /** A control connection; closed with the harness. */
    ProxyControlClient control() {
        return keep(ProxyControlClient.connect(
                server.controlAddress().host(), server.controlAddress().port(), TOKEN, TIMEOUT));
    }

    <T extends AutoCloseable> T keep(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    /** Makes {@code replica} follow {@code master} and waits until it has all of its data. */
    static void replicate(TestEngine master, TestEngine replica) {
        replica.command("REPLICAOF", master.host(), Integer.toString(master.port()));
        Awaitility.await("the replica is in sync")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> "up".equals(replica.info("master_link_status")));
        caughtUp(master, replica);
    }

    /** Waits until {@code replica} has all that {@code master} has; the master must not be written to. */
    static void caughtUp(TestEngine master, TestEngine replica) {
        long offset = Long.parseLong(master.info("master_repl_offset"));
        Awaitility.await("the replica has caught up")
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> Long.parseLong(replica.info("slave_repl_offset")) >= offset);
    }

    /** What the switch does between hold and route: fence, catch up, promote. */
    static void promote(TestEngine master, TestEngine replica) {
        master.command("CONFIG", "SET", "min-replicas-to-write", "99");
        caughtUp(master, replica);
        replica.command("REPLICAOF", "NO", "ONE");
    }

    @Override
    public void close() {
        opened.forEach(one -> {
            try {
                one.close();
            } catch (Exception ignored) {
                // the test has ended with this connection in any state
            }
        });
        server.close();
    }
}
