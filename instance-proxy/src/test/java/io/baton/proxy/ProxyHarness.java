package io.baton.proxy;

import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.proxy.relay.Transport;
import io.baton.testkit.TestEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A real proxy in this JVM in front of a real engine, with what a test does to it and through it. */
public final class ProxyHarness implements AutoCloseable {

    static final String INSTANCE = "orders";
    static final String TOKEN = "let-me-in";
    static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final ProxyFolder folder;
    private final List<AutoCloseable> opened = new ArrayList<>();
    private ProxyServer server;

    private ProxyHarness(ProxyFolder folder) {
        this.folder = folder;
    }

    static ProxyHarness before(TestEngine engine) {
        return before(engine, null, 1, Transport.best());
    }

    public static ProxyHarness before(TestEngine engine, String enginePassword) {
        return before(engine, enginePassword, 1, Transport.best());
    }

    static ProxyHarness before(TestEngine engine, String enginePassword, int threads, Transport transport) {
        return before(address(engine), enginePassword, threads, transport);
    }

    static ProxyHarness before(Address engine, String enginePassword, int threads, Transport transport) {
        ProxyFolder folder = ProxyFolder.create(engine);
        if (enginePassword != null) {
            folder.set("enginePasswordFile", folder.write("password", enginePassword + "\n"));
        }
        return in(folder, threads, transport);
    }

    /** With more settings than the usual ones. */
    static ProxyHarness before(TestEngine engine, Map<String, ?> settings) {
        ProxyFolder folder = ProxyFolder.create(address(engine));
        settings.forEach(folder::set);
        return in(folder, 1, Transport.best());
    }

    static ProxyHarness in(ProxyFolder folder, int threads, Transport transport) {
        ProxyHarness harness = new ProxyHarness(folder);
        try {
            harness.start(threads, transport);
            return harness;
        } catch (IOException e) {
            folder.close();
            throw new UncheckedIOException(e);
        }
    }

    public static Address address(TestEngine engine) {
        return new Address(engine.host(), engine.port());
    }

    private void start(int threads, Transport transport) throws IOException {
        server = ProxyServer.start(ProxySettings.read(folder.config()), threads, transport);
        if (server.port() > 0) {
            folder.set("listenPort", server.port());
        }
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
        return folder.path("state.json");
    }

    public int port() {
        return server.port();
    }

    int tlsPort() {
        return server.tlsPort();
    }

    Address controlAddress() {
        return server.controlAddress();
    }

    /** A client connection through the proxy; closed with the harness. */
    RespClient client() {
        return keep(RespClient.connect(server.port()));
    }

    /** A control connection; closed with the harness. */
    public ProxyControlClient control() {
        return keep(ProxyControlClient.connect(
                server.controlAddress().host(), server.controlAddress().port(), TOKEN, TIMEOUT));
    }

    <T extends AutoCloseable> T keep(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    /** Makes {@code replica} follow {@code master} and waits until it has all of its data. */
    public static void replicate(TestEngine master, TestEngine replica) {
        replica.command("REPLICAOF", master.host(), Integer.toString(master.port()));
        Awaitility.await("the replica is in sync")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> "up".equals(replica.info("master_link_status")));
        caughtUp(master, replica);
    }

    /** Waits until {@code replica} has all that {@code master} has; the master must not be written to. */
    public static void caughtUp(TestEngine master, TestEngine replica) {
        long offset = Long.parseLong(master.info("master_repl_offset"));
        Awaitility.await("the replica has caught up")
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(1))
                .until(() -> Long.parseLong(replica.info("slave_repl_offset")) >= offset);
    }

    /** What the switch does between hold and route: fence, catch up, promote. */
    public static void promote(TestEngine master, TestEngine replica) {
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
        folder.close();
    }
}
