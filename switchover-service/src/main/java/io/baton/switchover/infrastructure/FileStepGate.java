package io.baton.switchover.infrastructure;

import io.baton.switchover.application.GameDayException;
import io.baton.switchover.application.Step;
import io.baton.switchover.application.StepGate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Stops switches where a file says so, see {@link GateFile}. Each that stops adds a line to {@code <file>.reached}: the id of
 * its process, and what it stopped at. It goes on when the file has changed, or after a bounded time. Which steps there are,
 * and of which way, is written to {@code <file>.steps}, a line each. For game days only: clients wait for as long as it stops.
 */
final class FileStepGate implements StepGate {
    private static final Logger LOG = Logger.getLogger(FileStepGate.class);
    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Path file;
    private final Path reached;
    private final Duration limit;

    /** @param limit how long it stops at most */
    FileStepGate(Path file, Duration limit) {
        this.file = file;
        this.reached = file.resolveSibling(file.getFileName() + ".reached");
        this.limit = limit;
        write(
                file.resolveSibling(file.getFileName() + ".steps"),
                Arrays.stream(Step.values())
                        .map(step -> step + " " + step.way() + "\n")
                        .collect(Collectors.joining()));
    }

    @Override
    public void before(Step step) {
        stop(read(), "before", step);
    }

    @Override
    public void after(Step step) {
        GateFile wishes = read();
        stop(wishes, "after", step);
        if (wishes.wish("fail", step).isPresent()) {
            throw new GameDayException("game day: " + step + " is taken for failed");
        }
    }

    private void stop(GateFile wishes, String when, Step step) {
        wishes.wish(when, step).ifPresent(wish -> {
            LOG.warnf("game day: stopped at=\"%s\"", wish);
            mark(wish);
            long until = System.nanoTime() + limit.toNanos();
            while (read().has(wish)
                    && System.nanoTime() < until
                    && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(LOOK_AGAIN_NANOS);
            }
            LOG.warnf("game day: going on at=\"%s\"", wish);
        });
    }

    /** In one write, so that nobody reads half a line, and other switches can stop at the same time. */
    private void mark(String wish) {
        try {
            Files.writeString(
                    reached,
                    ProcessHandle.current().pid() + " " + wish + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException("can't write " + reached, failed);
        }
    }

    private static void write(Path file, String text) {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(draft, text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException("can't write " + file, failed);
        }
    }

    private GateFile read() {
        try {
            return new GateFile(Files.readString(file));
        } catch (NoSuchFileException none) {
            return GateFile.NONE;
        } catch (IOException unreadable) {
            LOG.warnf("step gate ignored file=%s reason=\"%s\"", file, unreadable.getMessage());
            return GateFile.NONE;
        }
    }
}
