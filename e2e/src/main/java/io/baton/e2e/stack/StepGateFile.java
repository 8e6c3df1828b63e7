package io.baton.e2e.stack;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;

/** The file by which a switch is stopped at a step: {@code BATON_STEP_GATE_FILE} of switchover-service. */
public final class StepGateFile {

    private final Path file;
    private final Path reached;
    private final Path steps;

    public StepGateFile(Path file) {
        this.file = file;
        this.reached = file.resolveSibling(file.getFileName() + ".reached");
        this.steps = file.resolveSibling(file.getFileName() + ".steps");
    }

    public Path path() {
        return file;
    }

    /** From now on a switch does as wished: see Game days in switchover-service's README. */
    public void close(List<String> wishes) {
        try {
            Files.deleteIfExists(reached);
            write(String.join("\n", wishes) + "\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Lets everything through from now on. */
    public void open() {
        try {
            write("");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /**
     * Returns when a switch has stopped there.
     *
     * @return the id of the process that stopped
     */
    public long awaitReached(Duration limit) {
        Awaitility.await("a switch stops at " + file)
                .atMost(limit)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> reached() >= 1);
        return Long.parseLong(lines(reached).get(0).split(" ")[0]);
    }

    /** How many switches have stopped since it was closed. */
    public int reached() {
        return lines(reached).size();
    }

    /** The steps that there are, in their order, each a name and its way; none before switchover-service has started. */
    public List<String> steps() {
        return lines(steps);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void write(String text) throws IOException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.writeString(draft, text);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
