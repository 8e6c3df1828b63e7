package io.baton.resource.node.infrastructure.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One process, known well enough that another which inherited its id is never taken for it. */
final class RunningProcess {

    /** The kernel tells start times to 10 ms from a boot time that clock corrections move by up to a second. */
    private static final long SAME_START_MILLIS = 2_000;

    private static final Duration KILL_LIMIT = Duration.ofSeconds(10);

    private final ProcessHandle handle;

    private RunningProcess(ProcessHandle handle) {
        this.handle = handle;
    }

    /** The process of that id, whenever it started. */
    static Optional<RunningProcess> of(long pid) {
        return ProcessHandle.of(pid).map(RunningProcess::new).filter(RunningProcess::alive);
    }

    /** @param startedAt epoch milliseconds */
    static Optional<RunningProcess> of(long pid, long startedAt) {
        return of(pid).filter(found -> Math.abs(found.startedAt() - startedAt) <= SAME_START_MILLIS);
    }

    long pid() {
        return handle.pid();
    }

    /** Epoch milliseconds, as the operating system says; 0 when it says nothing, as of a process that is gone. */
    long startedAt() {
        return handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
    }

    boolean alive() {
        return handle.isAlive() && !zombie();
    }

    /** A dead process whose parent has not noticed looks alive to the JDK. */
    private boolean zombie() {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid()), "stat"));
            return stat.startsWith(" Z", stat.lastIndexOf(')') + 1);
        } catch (IOException unknown) {
            return false;
        }
    }

    /** Asks it to end, and ends it if it hasn't after so long. */
    void stop(Duration patience) {
        handle.destroy();
        if (!Patience.until(() -> !alive(), patience)) {
            kill();
        }
    }

    /** Ends it at once, with whatever it has forked. */
    void kill() {
        List<ProcessHandle> children = handle.descendants().toList();
        handle.destroyForcibly();
        children.forEach(ProcessHandle::destroyForcibly);
        if (!Patience.until(() -> !alive(), KILL_LIMIT)) {
            throw new IllegalStateException("process " + pid() + " does not end");
        }
    }
}
