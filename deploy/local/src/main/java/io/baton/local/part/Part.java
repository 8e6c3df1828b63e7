package io.baton.local.part;

import io.baton.local.process.RunningProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** One long-running program of the stack: how it is started, known to be ready, and stopped. */
public interface Part {

    /** Short name: of its log and of its record. */
    String name();

    /** Where it listens, on 127.0.0.1. */
    List<ListeningPort> ports();

    /** The parts that must be ready before this one starts. */
    default List<String> needs() {
        return List.of();
    }

    /**
     * Starts it, after preparing what it needs on disk.
     *
     * @throws io.baton.local.UserError when this machine can't run it, and why
     */
    RunningProcess start() throws IOException, InterruptedException;

    /** One look, of a second at most, at whether it can serve; finishes what is to be done once it can. */
    boolean ready() throws InterruptedException;

    /** Asks it to stop in good order. */
    default void requestStop(RunningProcess process) throws IOException, InterruptedException {
        process.terminate();
    }

    /** How long it may take to be ready. */
    default Duration startLimit() {
        return Duration.ofSeconds(180);
    }

    /** How long it may take to stop in good order, before it is killed. */
    default Duration stopLimit() {
        return Duration.ofSeconds(20);
    }

    default int port() {
        return ports().get(0).number();
    }

    /** Whether one that ended with this exit code can't use a setting, so that another start is of no use. */
    default boolean cantUseSetting(int exitCode) {
        return false;
    }
}
