package io.baton.proxy.relay;

import io.baton.proxy.control.LatencyCounts;
import java.util.Arrays;

/**
 * Times one read of commands in {@link #ONE_OF}: from the read to the reply of its last command. Confined to one event loop,
 * with one sample under way at a time, so that a read costs one decrement, the clock is asked twice a sample, and nothing is
 * allocated or locked.
 */
final class LatencySamples {

    /** Of so many reads one is timed. */
    static final int ONE_OF = 32;

    private static final long[] UP_TO_MICROS = {
        50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 1_000_000
    };

    private final long[] counts = new long[UP_TO_MICROS.length + 1];
    private long sumMicros;
    private int untilNext = 1;
    private long readNanos;
    private Upstream watched;
    private long watchedReply;
    private long watchedSince;

    /** A read of a client begins. */
    void read() {
        if (--untilNext <= 0) {
            untilNext = ONE_OF;
            readNanos = System.nanoTime();
        }
    }

    /**
     * The read was handled.
     *
     * @param engine where its commands went, or null
     * @param allSent whether all of it went there, and is answered without waiting for something else
     */
    void handled(Upstream engine, boolean allSent) {
        if (readNanos != 0) {
            begin(engine, allSent);
            readNanos = 0;
        }
    }

    /** A connection that has gone answers no more. */
    private void begin(Upstream engine, boolean allSent) {
        if (watched != null && watched.connected()) {
            return;
        }
        watched = null;
        if (allSent && engine != null && engine.owed() > 0) {
            watched = engine;
            watchedReply = engine.replies().ledger().issuedSoFar();
            watchedSince = readNanos;
        }
    }

    /** Replies of this engine were passed on. */
    void answered(Upstream engine) {
        if (engine == watched && engine.replies().ledger().answeredSoFar() >= watchedReply) {
            count((System.nanoTime() - watchedSince) / 1_000);
            watched = null;
        }
    }

    private void count(long micros) {
        int at = Arrays.binarySearch(UP_TO_MICROS, micros);
        counts[at >= 0 ? at : -at - 1]++;
        sumMicros += micros;
    }

    LatencyCounts soFar() {
        return LatencyCounts.of(UP_TO_MICROS, counts, sumMicros);
    }
}
