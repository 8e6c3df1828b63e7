package io.baton.e2e.harness;

import io.baton.local.Settings;
import io.baton.local.process.Executables;
import io.baton.local.process.Launch;
import io.baton.local.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** deploy/up as a process of its own, as its users start it, without the script's check for a newer build. */
final class LauncherProcess {

    private static final Duration START_LIMIT = Duration.ofSeconds(150);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(90);

    private final RunningProcess process;

    private LauncherProcess(RunningProcess process) {
        this.process = process;
    }

    /** Returns when everything runs. */
    static LauncherProcess start(Settings settings, Map<String, String> environment) throws IOException {
        Path local = settings.root().resolve("deploy/local/target");
        Path log = settings.home().path().resolve("up.log");
        Files.createDirectories(settings.home().path());
        long before = Files.exists(log) ? Files.size(log) : 0;
        RunningProcess process = new Launch(
                        List.of(
                                Executables.java(),
                                "-Xmx96m",
                                "-XX:+UseSerialGC",
                                "-Dbaton.root=" + settings.root(),
                                "-cp",
                                local.resolve("classes") + ":" + local.resolve("lib") + "/*",
                                "io.baton.local.Main",
                                "up",
                                "--home=" + settings.home().path(),
                                "--port=" + settings.ports().api(),
                                "--kafka-port=" + settings.ports().kafka(),
                                "--postgres-port=" + settings.ports().postgres()),
                        environment,
                        settings.root(),
                        log)
                .start();
        Awaitility.await("everything runs, see " + log)
                .atMost(START_LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .failFast("the launcher ended: " + log, () -> !process.alive())
                .until(() -> Files.readString(log).substring((int) before).contains("Ctrl-C stops Baton"));
        return new LauncherProcess(process);
    }

    long pid() {
        return process.pid();
    }

    /** As a machine's trouble ends it: at once and without a word. */
    void kill() throws InterruptedException {
        process.kill();
        process.awaitExit(STOP_LIMIT);
    }

    /** As Ctrl-C ends it. */
    void stop() throws InterruptedException {
        process.terminate();
        if (!process.awaitExit(STOP_LIMIT)) {
            throw new IllegalStateException("the launcher does not stop");
        }
    }
}
