package io.baton.proxy.endpoint;

import io.baton.proxy.EventLog;
import io.baton.proxy.relay.SessionGroup;
import io.netty.channel.EventLoop;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The end of a replaced proxy: when its last client has gone, or when its time is up. Then clients that wait for nothing
 * are told to go, and a little later all of them. Runs on one event loop.
 */
public final class Retirement {

    private static final long LOOK_MILLIS = 100;
    private static final long LAST_SECONDS = 5;

    private final EventLoop loop;
    private final List<SessionGroup> groups;
    private final long afterSeconds;
    private final Runnable end;
    private final EventLog log;
    private boolean begun;
    private boolean over;
    private long begunNanos;

    /**
     * @param afterSeconds for how long clients are served
     * @param end ends the process; runs once
     */
    public Retirement(EventLoop loop, List<SessionGroup> groups, long afterSeconds, Runnable end, EventLog log) {
        this.loop = loop;
        this.groups = groups;
        this.afterSeconds = afterSeconds;
        this.end = end;
        this.log = log;
    }

    boolean begun() {
        return begun;
    }

    /** Whether the process is ending. */
    boolean over() {
        return over;
    }

    /** @param free whether the process may end: not while it is held, or is the only one that accepts */
    void begin(BooleanSupplier free) {
        if (begun) {
            return;
        }
        begun = true;
        begunNanos = System.nanoTime();
        log.info("retiring", "atMostSeconds", afterSeconds);
        look(free);
    }

    private void look(BooleanSupplier free) {
        if (over) {
            return;
        }
        if (free.getAsBoolean()) {
            int clients = groups.stream().mapToInt(SessionGroup::size).sum();
            long late = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begunNanos) - afterSeconds;
            if (clients == 0 || late >= LAST_SECONDS) {
                over = true;
                log.info("retired", "clients", clients);
                end.run();
                return;
            }
            if (late >= 0) {
                groups.forEach(group -> group.run(group::endThoseThatWaitForNothing));
            }
        }
        loop.schedule(() -> look(free), LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }
}
