package io.baton.e2e.suite;

import io.baton.e2e.bench.Peer;
import io.baton.e2e.stack.FreePorts;
import io.baton.local.UserError;
import io.baton.local.process.Executables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Runs files of tests in external mode, each in a process of its own: one that hangs loses nothing of the others. */
final class UnitRunner implements AutoCloseable {

    /** The test server takes a port out of so many below its base port. */
    private static final int PORTS_BELOW = 32;

    private final Path copy;
    private final String denied;
    private final Duration limit;
    private final Path logs;
    private int runs;

    /**
     * @param slow whether tests that are marked as slow are run too
     * @param limit for one file
     */
    UnitRunner(SourceTree tree, boolean slow, Duration limit) throws IOException {
        this.copy = Files.createTempDirectory("baton-redis-suite-");
        this.limit = limit;
        // A proxy refuses SYNC: the suite's own documentation names the tag for such servers (`repl` before 7.0).
        this.denied = "-needs:repl -repl -large-memory" + (slow ? "" : " -slow");
        this.logs = copy.resolve("logs");
        if (Executables.find("tclsh").isEmpty() && Executables.find("tclsh8.6").isEmpty()) {
            throw new UserError(
                    "tclsh is not on the PATH. Redis's tests are written in Tcl; the package is named tcl.");
        }
        Files.createDirectories(logs);
        tree.copyTo(copy.resolve("tree"), List.of(program("redis-cli"), program("redis-benchmark")));
    }

    private static Path program(String name) {
        return Path.of(Peer.program(name, "redis-tools"));
    }

    UnitRun run(String unit, String host, int port) throws IOException, InterruptedException {
        Path log = logs.resolve(++runs + "-" + unit.replace('/', '-') + ".log");
        long began = System.nanoTime();
        Process process = new ProcessBuilder(command(unit, host, port))
                .directory(copy.resolve("tree").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        boolean done;
        try {
            done = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            List<ProcessHandle> left = process.descendants().toList();
            process.destroyForcibly();
            left.forEach(ProcessHandle::destroyForcibly);
        }
        List<String> output = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        return UnitRun.parse(output, !done, Duration.ofNanos(System.nanoTime() - began));
    }

    private List<String> command(String unit, String host, int port) {
        return new ArrayList<>(List.of(
                "./runtest",
                "--host",
                host,
                "--port",
                Integer.toString(port),
                "--single",
                unit,
                "--durable",
                "--tags",
                denied,
                "--baseport",
                Integer.toString(FreePorts.inARow(PORTS_BELOW) + PORTS_BELOW)));
    }

    /** Where the suite's own output is, until this is closed. */
    Path logs() {
        return logs;
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(copy)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
