package io.baton.e2e.clients;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.e2e.workload.Target;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.awaitility.Awaitility;

/** {@code soak.js} with one library: a process that prints what it does as lines of JSON. */
final class NodeSoak implements Application {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration START_LIMIT = Duration.ofSeconds(30);
    private static final long STOP_SECONDS = 60;

    private final String library;
    private final Process process;
    private final CompletableFuture<Report> last = new CompletableFuture<>();
    private volatile Report latest = new Report(Map.of(), List.of(), null, null, null);

    /** The last one is complete; those before have counts and what was thrown. */
    private record Report(
            Map<String, Long> counts,
            List<String> thrown,
            List<String> received,
            List<String> popped,
            Map<String, Long> numbers) {}

    private NodeSoak(String library, Process process) {
        this.library = library;
        this.process = process;
    }

    /** @param library as {@code soak.js} calls it */
    static NodeSoak start(String library, Target target) {
        ProcessBuilder command = new ProcessBuilder(
                        "node", "soak.js", library, target.host(), Integer.toString(target.port()), library)
                .directory(NodeInstallation.folder().toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        command.environment().put("REDIS_PASSWORD", target.password());
        try {
            NodeSoak soak = new NodeSoak(library, command.start());
            Thread reading = new Thread(soak::read, library);
            reading.setDaemon(true);
            reading.start();
            Awaitility.await(library + " works").atMost(START_LIMIT).until(() -> !soak.counts()
                    .isEmpty());
            return soak;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                latest = JSON.readValue(line, Report.class);
            }
            last.complete(latest);
        } catch (IOException failed) {
            last.completeExceptionally(failed);
        }
    }

    @Override
    public Map<String, Long> counts() {
        return latest.counts();
    }

    @Override
    public Seen stop() throws InterruptedException {
        try {
            process.outputWriter().append("stop\n").close();
            Report report = last.get(STOP_SECONDS, TimeUnit.SECONDS);
            if (report.numbers() == null) {
                throw new IllegalStateException(library + " ended before it was stopped: " + report.thrown());
            }
            return new Seen(
                    library, report.thrown(), report.counts(), report.received(), report.popped(), report.numbers());
        } catch (IOException | ExecutionException | TimeoutException failed) {
            throw new IllegalStateException(library + " does not say what it saw; before: " + latest.thrown(), failed);
        } finally {
            process.destroyForcibly();
        }
    }
}
