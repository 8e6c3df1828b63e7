package io.baton.local;

import io.baton.local.part.Part;
import io.baton.local.process.ProcessRecord;
import io.baton.local.process.RunningProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Keeps one part running, on a thread of its own: adopts or starts it, waits until it serves, and starts it again when
 * it ends.
 */
final class PartRunner {

    /** A part that has never served gets so many attempts before the start of the whole stack is given up. */
    private static final int FIRST_ATTEMPTS = 3;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(50);

    private final Part part;
    private final Home home;
    private final StackListener listener;
    private final Backoff backoff = new Backoff();
    private final CompletableFuture<Void> firstReady = new CompletableFuture<>();
    private final CountDownLatch leave = new CountDownLatch(1);
    private final Thread thread;

    PartRunner(Part part, Home home, StackListener listener) {
        this.part = part;
        this.home = home;
        this.listener = listener;
        this.thread = new Thread(this::run, part.name());
        thread.setDaemon(true);
    }

    String name() {
        return part.name();
    }

    /** Completed when the part has served for the first time, or failed when it won't. */
    CompletableFuture<Void> firstReady() {
        return firstReady;
    }

    /** Starts keeping, once the parts it needs serve. */
    void keep(List<PartRunner> needs) {
        CompletableFuture.allOf(needs.stream().map(PartRunner::firstReady).toArray(CompletableFuture[]::new))
                .whenComplete((ok, failure) -> {
                    if (failure == null) {
                        thread.start();
                    } else {
                        firstReady.completeExceptionally(failure);
                    }
                });
    }

    private void run() {
        try {
            for (int attempts = 1; !left(); attempts++) {
                String trouble = keepOnce();
                if (left()) {
                    return;
                }
                if (!firstReady.isDone() && attempts >= FIRST_ATTEMPTS) {
                    throw new UserError("%s does not start: %s", part.name(), lastWords());
                }
                Duration pause = backoff.next();
                listener.died(part.name(), trouble, pause);
                leave.await(pause.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failed) {
            firstReady.completeExceptionally(failed);
        }
    }

    /** Keeps it running until it ends. Answers what happened. */
    private String keepOnce() throws InterruptedException {
        try {
            RunningProcess process = adoptOrStart();
            if (!awaitReady(process)) {
                return "ended before it was ready";
            }
            firstReady.complete(null);
            awaitExit(process);
            return "ended by itself";
        } catch (IOException | RuntimeException failed) {
            if (!firstReady.isDone() || failed instanceof BadSetting) {
                throw failed instanceof RuntimeException error ? error : new UncheckedIOException((IOException) failed);
            }
            return "could not be started (" + failed.getMessage() + ")";
        }
    }

    private RunningProcess adoptOrStart() throws IOException, InterruptedException {
        RunningProcess found = ProcessRecord.find(record()).orElse(null);
        if (found != null) {
            listener.adopted(part.name());
            return found;
        }
        listener.starting(part.name());
        RunningProcess started = part.start();
        ProcessRecord.of(started, part.port()).write(record());
        return started;
    }

    /** Whether it serves; no when it ended first. One that neither serves nor ends in time is killed. */
    private boolean awaitReady(RunningProcess process) throws InterruptedException {
        long start = System.nanoTime();
        while (!left()) {
            if (part.ready()) {
                Duration took = Duration.ofNanos(System.nanoTime() - start);
                backoff.served();
                listener.ready(part.name(), part.port(), took);
                return true;
            }
            if (process.awaitExit(LOOK_AGAIN)) {
                requireGoodSettings(process);
                return false;
            }
            if (System.nanoTime() - start > part.startLimit().toNanos()) {
                process.kill();
                process.awaitExit(part.stopLimit());
                return false;
            }
        }
        return false;
    }

    /** What can't be used does not get better by another start. */
    private void requireGoodSettings(RunningProcess process) {
        if (process.exitCode().isPresent()
                && part.cantUseSetting(process.exitCode().getAsInt())) {
            Path log = home.log(part.name());
            throw new BadSetting(
                    "%s does not start: %s (see %s)",
                    part.name(), LastWords.last(log).orElse("a setting can't be used"), log);
        }
    }

    private void awaitExit(RunningProcess process) throws InterruptedException {
        Duration slice = Duration.ofSeconds(1);
        while (!left() && !process.awaitExit(slice)) {
            backoff.stillRunning();
        }
    }

    private boolean left() {
        return leave.getCount() == 0;
    }

    /** Stops looking after the part, which goes on running. */
    void leave() throws InterruptedException {
        leave.countDown();
        thread.interrupt();
        thread.join();
        firstReady.completeExceptionally(new IllegalStateException("left before it was ready"));
    }

    /** Stops looking after the part, and the part. */
    void stop() throws IOException, InterruptedException {
        leave();
        RunningProcess process = ProcessRecord.find(record()).orElse(null);
        if (process != null) {
            listener.stopping(part.name());
            part.requestStop(process);
            if (!process.awaitExit(part.stopLimit())) {
                process.kill();
                process.awaitExit(part.stopLimit());
            }
            listener.stopped(part.name());
        }
        Files.deleteIfExists(record());
    }

    private Path record() {
        return home.run().resolve(part.name() + ".json");
    }

    private String lastWords() {
        Path log = home.log(part.name());
        return LastWords.of(log).map(line -> line + " (see " + log + ")").orElse("see " + log);
    }
}
