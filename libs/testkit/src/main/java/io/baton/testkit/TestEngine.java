package io.baton.testkit;

import io.baton.testkit.EngineBuilds.Build;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * A real engine process for a test: own temporary folder, own port on the loopback interface, gone after
 * {@link #close()}. It signals only the process that it started.
 */
public final class TestEngine implements AutoCloseable {

    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final int REPLY_MILLIS = 5_000;
    private static final int START_ATTEMPTS = 5;
    private static final Map<String, String> NO_SNAPSHOTS = Map.of("save", "");

    private final Build build;
    private final Map<String, String> options;
    private final TestHome home;
    private int port;
    private EngineProcess process;

    private TestEngine(Build build, Map<String, String> options) {
        this.build = build;
        this.options = Map.copyOf(options);
        this.home = TestHome.create("baton-engine-");
    }

    /** Starts an engine without snapshots and with defaults otherwise. */
    public static TestEngine start(String version) {
        return start(version, Map.of());
    }

    /**
     * @param version an exact version such as {@code 6.2.7}, of which there is an unpacked build
     * @param options settings as in a configuration file; {@code requirepass} is used for this object's own commands too
     */
    public static TestEngine start(String version, Map<String, String> options) {
        return start(EngineBuilds.ofMaven(version), options);
    }

    /** As {@link #start(String, Map)}, any of the builds that are here. */
    public static TestEngine start(Build build, Map<String, String> options) {
        Map<String, String> all = new LinkedHashMap<>(NO_SNAPSHOTS);
        all.putAll(options);
        return new TestEngine(build, all).startOnFreePort();
    }

    /** Starts an engine with every setting at its default, except for port, address and folder. */
    public static TestEngine startWithDefaults(String version) {
        return new TestEngine(EngineBuilds.ofMaven(version), Map.of()).startOnFreePort();
    }

    private TestEngine startOnFreePort() {
        try {
            tryPorts();
            return this;
        } catch (RuntimeException notUp) {
            home.close();
            throw notUp;
        }
    }

    /** Another process may take the port between its choice and the engine's bind: then a next one is tried. */
    private void tryPorts() {
        for (int attempt = 1; ; attempt++) {
            port = FreePort.choose();
            process = EngineProcess.start(build, port, home.path(), options);
            try {
                awaitReady();
                return;
            } catch (RuntimeException notUp) {
                process.kill();
                if (attempt == START_ATTEMPTS || !process.output().contains("in use")) {
                    throw new IllegalStateException("engine " + build + " did not start: " + process.output(), notUp);
                }
            }
        }
    }

    private void awaitReady() {
        Awaitility.await("engine " + build + " answers PING on port " + port)
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(10))
                .failFast("engine " + build + " ended", () -> !process.alive())
                .ignoreExceptions()
                .until(() -> "PONG".equals(command("PING")));
    }

    public Build build() {
        return build;
    }

    public String version() {
        return build.version();
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** @return the process id of the running engine; another one after {@link #restart()} */
    public long pid() {
        return process.pid();
    }

    public Path dir() {
        return home.path();
    }

    public boolean alive() {
        return process.alive();
    }

    /** @return what the engine has written to its output so far */
    public String output() {
        return process.output();
    }

    /** Opens a connection of its own; already authenticated if the engine was started with {@code requirepass}. */
    public RespSocket connect() {
        try {
            RespSocket socket = new RespSocket(host(), port, REPLY_MILLIS);
            String password = options.get("requirepass");
            if (password != null && !password.isEmpty()) {
                socket.command("AUTH", password);
            }
            return socket;
        } catch (IOException failed) {
            throw new UncheckedIOException("engine " + build + " on port " + port, failed);
        }
    }

    /**
     * Sends one command over a connection of its own.
     *
     * @return String, Long, null or a List of these
     * @throws RespSocket.ErrorReply if the engine answers an error
     */
    public Object command(String... words) {
        try (RespSocket socket = connect()) {
            return socket.command(words);
        } catch (IOException failed) {
            throw new UncheckedIOException("engine " + build + " on port " + port, failed);
        }
    }

    /** @return one field of {@code INFO}, or null if this engine doesn't have it */
    public String info(String field) {
        return command("INFO")
                .toString()
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst()
                .orElse(null);
    }

    /** Saves, ends and starts again on the same port with the same data. Settings changed meanwhile are forgotten. */
    public void restart() {
        command("SAVE");
        process.kill();
        startAgain();
    }

    /** Ends the process at once, as a crash would; {@link #startAgain()} brings it back. */
    public void kill9() {
        process.kill();
    }

    /** Starts the ended process again, on the same port and folder. */
    public void startAgain() {
        Awaitility.await("port " + port + " is free again").atMost(START_LIMIT).until(() -> FreePort.isFree(port));
        process = EngineProcess.start(build, port, home.path(), options);
        awaitReady();
    }

    /** Stops the process in its tracks: connections stay open and nothing answers, as when a machine hangs. */
    public void sigstop() {
        process.signal("STOP");
    }

    /** Lets the process continue after {@link #sigstop()}. */
    public void sigcont() {
        process.signal("CONT");
    }

    @Override
    public void close() {
        process.kill();
        home.close();
    }
}
