package io.baton.local;

import io.baton.local.process.Executables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a launcher, as a process of its own, said until it ended. */
record LauncherRun(int exitCode, String output) {

    /** deploy/up of the database alone. */
    static LauncherRun up(Settings settings, String... options) throws IOException, InterruptedException {
        return up(settings, Map.of(), options);
    }

    static LauncherRun up(Settings settings, Map<String, String> environment, String... options)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(
                "--only=postgresql",
                "--port=" + settings.ports().api(),
                "--kafka-port=" + settings.ports().kafka(),
                "--postgres-port=" + settings.ports().postgres()));
        all.addAll(List.of(options));
        return run(settings, environment, "up", all);
    }

    static LauncherRun down(Settings settings) throws IOException, InterruptedException {
        return run(settings, Map.of(), "down", List.of());
    }

    static LauncherRun run(Settings settings, Map<String, String> environment, String command, List<String> options)
            throws IOException, InterruptedException {
        List<String> line = new ArrayList<>(List.of(
                Executables.java(),
                "-XX:TieredStopAtLevel=1",
                "-Dbaton.root=" + settings.root(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                command,
                "--home=" + settings.home().path()));
        line.addAll(options);
        ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
        builder.environment().putAll(environment);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new LauncherRun(process.waitFor(), output);
    }
}
