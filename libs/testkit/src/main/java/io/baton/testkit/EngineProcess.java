package io.baton.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** One run of an engine binary. */
final class EngineProcess {

    private static final String OUTPUT = "engine.log";
    private static final int END_LIMIT_SECONDS = 10;

    private final Process process;
    private final Path output;

    private EngineProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    static EngineProcess start(EngineBuilds.Build build, int port, Path dir, Map<String, String> options) {
        Path binary = binary(build);
        Path output = dir.resolve(OUTPUT);
        try {
            Path configuration = Files.writeString(dir.resolve("engine.conf"), configuration(port, dir, options));
            Process process = new ProcessBuilder(binary.toString(), configuration.toString())
                    .directory(dir.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
            return new EngineProcess(process, output);
        } catch (IOException failed) {
            throw new UncheckedIOException("can't start " + binary, failed);
        }
    }

    private static String configuration(int port, Path dir, Map<String, String> options) {
        StringBuilder lines = new StringBuilder();
        lines.append("port ")
                .append(port)
                .append("\nbind 127.0.0.1\ndir ")
                .append(dir)
                .append('\n');
        options.forEach((name, value) -> lines.append(name)
                .append(' ')
                .append(value.isEmpty() ? "\"\"" : value)
                .append('\n'));
        return lines.toString();
    }

    private static Path binary(EngineBuilds.Build build) {
        Path binary = build.server();
        if (!Files.isRegularFile(binary)) {
            throw new IllegalStateException("no engine " + build + " at " + binary
                    + "; unpack the engines with: mvn -pl libs/engine generate-resources");
        }
        if (!Files.isExecutable(binary) && !binary.toFile().setExecutable(true)) {
            throw new IllegalStateException("can't make " + binary + " executable");
        }
        return binary;
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    String output() {
        try {
            return Files.exists(output) ? Files.readString(output) : "";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A stopped process dies of this too. */
    void kill() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(END_LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("engine process " + pid() + " does not end");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    void signal(String name) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(pid())).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("can't send SIG" + name + " to engine process " + pid());
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
