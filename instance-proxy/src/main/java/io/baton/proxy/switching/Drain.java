package io.baton.proxy.switching;

import io.baton.proxy.control.Address;
import io.baton.proxy.control.Blocker;
import io.baton.proxy.relay.Unblocking;
import io.netty.channel.EventLoop;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Waits until no reply is owed. First the ordinary commands end by themselves; then, when nothing else is under way that
 * could still give a blocked client its data, the blocking commands are taken back.
 */
final class Drain {

    /** An unblocking that came before its blocking command had reached the engine is repeated after this time. */
    private static final long UNBLOCK_AGAIN_MILLIS = 2;

    private final EventLoop loop;
    private final Sessions sessions;
    private final EngineConsole console;
    private final List<Consumer<List<Blocker>>> waiting = new ArrayList<>();
    private final Runnable completed;
    private boolean running;
    private boolean complete;
    private boolean unblocking;
    private long startedNanos;
    private long micros;

    /** @param completed runs when nothing is owed, before those who wait are told */
    Drain(EventLoop loop, Sessions sessions, EngineConsole console, Runnable completed) {
        this.completed = completed;
        this.loop = loop;
        this.sessions = sessions;
        this.console = console;
        sessions.onDrainProgress(this::progress);
    }

    EngineConsole console() {
        return console;
    }

    /** Stops the dispatching. */
    void start(Address engine) {
        running = true;
        complete = false;
        startedNanos = System.nanoTime();
        console.open(engine);
        sessions.hold();
    }

    /** The process was restarted in the middle of a hold: no connection is left, nothing is owed. */
    void resumeDrained() {
        complete = true;
        startedNanos = System.nanoTime();
    }

    /** Ends the waiting of all who wait. */
    void cancel() {
        running = false;
        complete = false;
        tell(null);
    }

    boolean complete() {
        return complete;
    }

    /** How long it took, in microseconds. */
    long micros() {
        return micros;
    }

    /** Hands over null when nothing is owed, or what is still in the way after the timeout. */
    void await(long timeoutMillis, Consumer<List<Blocker>> told) {
        if (complete) {
            told.accept(null);
            return;
        }
        waiting.add(told);
        loop.schedule(
                () -> {
                    if (waiting.remove(told)) {
                        sessions.blockers(console.trouble(), told);
                    }
                },
                timeoutMillis,
                TimeUnit.MILLISECONDS);
    }

    private void progress() {
        if (!running || complete || sessions.busy() > 0) {
            return;
        }
        if (sessions.blocked() > 0) {
            unblock();
            return;
        }
        complete = true;
        micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - startedNanos);
        completed.run();
        tell(null);
    }

    private void unblock() {
        if (unblocking) {
            return;
        }
        unblocking = true;
        sessions.unnumbered(addresses -> {
            if (!addresses.isEmpty()) {
                console.numbers(addresses, sessions::number);
            }
        });
        sessions.takeBack(console.fractions(), this::unblock);
        loop.schedule(
                () -> {
                    unblocking = false;
                    progress();
                },
                UNBLOCK_AGAIN_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    private void unblock(List<Unblocking> calls) {
        if (running) {
            console.unblock(calls);
        }
    }

    private void tell(List<Blocker> blockers) {
        List<Consumer<List<Blocker>>> told = List.copyOf(waiting);
        waiting.clear();
        told.forEach(one -> one.accept(blockers));
    }
}
