package io.baton.proxy.relay;

import io.netty.channel.WriteBufferWaterMark;
import java.util.concurrent.TimeUnit;

/**
 * What the sessions of one loop keep in buffers, against what they may keep in all: bytes of clients that wait for an
 * engine, replies that wait for a client, copies of open transactions. Confined to that loop.
 *
 * <p>Sessions tell changes whenever they have read; what drains by itself is seen by a count of all sessions, which is
 * only made when the sum seems to be too high. Above the limit memory is tight: each connection is read no further as soon
 * as anything of it waits, until the sum is below three quarters of the limit. So the most that is kept is the limit and
 * one read (64 KiB) a connection.
 */
final class Memory {

    /** In tight memory, bytes of one client that wait before it is read no further. */
    static final long LEAST_WAITING = 16 * 1024;

    private static final WriteBufferWaterMark TIGHT_MARK = new WriteBufferWaterMark(1024, 4 * 1024);
    private static final long COUNT_AGAIN_MILLIS = 10;

    private final SessionGroup group;
    private final long limit;
    private long used;
    private long lingering;
    private boolean tight;

    Memory(SessionGroup group, long limit) {
        this.group = group;
        this.limit = limit;
    }

    boolean tight() {
        return tight;
    }

    /** Bounds of what waits in a connection's write buffer at present. */
    WriteBufferWaterMark waterMark() {
        return tight ? TIGHT_MARK : Buffers.WATER_MARK;
    }

    /** A session keeps so much more, or less, than it has told before. */
    void changed(long difference) {
        used += difference;
        if (used > limit && !tight) {
            count();
        }
    }

    /** The client of an ended session has not taken its last bytes yet; {@link #taken} when it has, or is gone. */
    void lingers(long bytes) {
        lingering += bytes;
        changed(bytes);
    }

    void taken(long bytes) {
        lingering -= bytes;
        changed(-bytes);
    }

    /** What is kept at this moment, in bytes. */
    long exactly() {
        used = lingering;
        for (Session session : group.sessions()) {
            used += session.backPressure().accountAnew();
        }
        return used;
    }

    private void count() {
        boolean before = tight;
        tight = exactly() > (before ? limit / 4 * 3 : limit);
        if (tight) {
            group.schedule(this::count, COUNT_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
        if (tight != before) {
            group.sessions().forEach(session -> session.backPressure().memoryChanged());
            if (tight) {
                group.log().warn("memory-tight", "heldBytes", used, "mostInAll", limit);
            }
        }
    }
}
