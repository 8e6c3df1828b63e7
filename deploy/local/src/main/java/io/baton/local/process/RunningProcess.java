package io.baton.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One process, known well enough that another which inherited its id is never taken for it. */
public final class RunningProcess {

    /** The kernel tells start times to 10 ms from a boot time that clock corrections move by up to a second. */
    private static final long SAME_START_MILLIS = 2_000;

    /** Places in /proc/PID/stat, counted from what follows the name. */
    private static final int STATE = 0;

    private static final int THREADS = 17;

    private final ProcessHandle handle;
    private final Process child;

    private RunningProcess(ProcessHandle handle, Process child) {
        this.handle = handle;
        this.child = child;
    }

    public static RunningProcess of(ProcessHandle handle) {
        return new RunningProcess(handle, null);
    }

    /** One that was started here. */
    static RunningProcess of(Process child) {
        return new RunningProcess(child.toHandle(), child);
    }

    /** With what it ended; empty while it runs, and of one that was started elsewhere. */
    public OptionalInt exitCode() {
        return child == null || child.isAlive() ? OptionalInt.empty() : OptionalInt.of(child.exitValue());
    }

    /**
     * The process of that id, if it runs and started then.
     *
     * @param startedAt epoch milliseconds
     */
    public static Optional<RunningProcess> find(long pid, long startedAt) {
        return ProcessHandle.of(pid)
                .map(RunningProcess::of)
                .filter(found -> Math.abs(found.startedAt() - startedAt) <= SAME_START_MILLIS)
                .filter(RunningProcess::alive);
    }

    public long pid() {
        return handle.pid();
    }

    /** Epoch milliseconds, as the operating system says; 0 when it says nothing, as of a process that is gone. */
    public long startedAt() {
        return handle.info().startInstant().map(java.time.Instant::toEpochMilli).orElse(0L);
    }

    public boolean alive() {
        return handle.isAlive() && !zombie();
    }

    /**
     * A dead process whose parent has not noticed looks alive to the JDK. One of whose threads some are still ending is
     * not dead yet: it holds its ports.
     */
    private boolean zombie() {
        Path stat = Path.of("/proc", Long.toString(pid()), "stat");
        try {
            String line = Files.readString(stat);
            String[] afterName = line.substring(line.lastIndexOf(')') + 2).split(" ");
            return afterName[STATE].equals("Z") && Integer.parseInt(afterName[THREADS]) <= 1;
        } catch (IOException unknown) {
            return false;
        }
    }

    /**
     * Waits until the process ends, at most so long.
     *
     * @return whether it ended
     */
    public boolean awaitExit(Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        // A zombie's exit is never reported, so look once a slice as well.
        long slice = TimeUnit.MILLISECONDS.toNanos(200);
        while (alive()) {
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                return false;
            }
            try {
                handle.onExit().get(Math.min(left, slice), TimeUnit.NANOSECONDS);
                return true;
            } catch (TimeoutException stillRunning) {
                // look again
            } catch (ExecutionException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
        return true;
    }

    /** Asks it to end (SIGTERM). */
    public void terminate() {
        handle.destroy();
    }

    /** Ends it at once (SIGKILL). */
    public void kill() {
        handle.destroyForcibly();
    }

    /** Sends it SIGINT, which the JDK can't. */
    public void interrupt() throws IOException, InterruptedException {
        new ProcessBuilder("sh", "-c", "kill -INT " + pid())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
