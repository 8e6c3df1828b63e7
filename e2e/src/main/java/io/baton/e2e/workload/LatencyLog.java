package io.baton.e2e.workload;

import java.util.ArrayDeque;
import java.util.Deque;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.ShortCountsHistogram;

/**
 * How long one client waited for each answer, in slices of time, as it is known only afterwards when a switch began.
 * Slices that are old enough are merged. Written by one thread.
 */
final class LatencyLog {

    private static final long SLICE_NANOS = 250_000_000L;
    /** How late it may become known that a switch began. */
    private static final int KEPT_SLICES = 40;

    private static final long LONGEST_MICROS = 600_000_000L;

    private static final class Slice {
        /** Small counts are enough for a slice, and there may be a thousand clients. */
        private final ShortCountsHistogram micros = new ShortCountsHistogram(LONGEST_MICROS, 2);

        private long end;
        private long longestNanos;
        private long longestBegan;
    }

    private final Histogram normalMicros = new Histogram(LONGEST_MICROS, 3);
    private long normalLongestNanos;
    private long stallNanos;
    private long stallBegan;
    private final Deque<Slice> slices = new ArrayDeque<>();
    private final LongWaits longWaits = new LongWaits();
    private Slice spare;
    private final long countFrom;
    private volatile long switchBegan = Long.MAX_VALUE;

    /**
     * @param countFrom {@link System#nanoTime} before which nothing counts, as the client itself was still warming up
     */
    LatencyLog(long countFrom) {
        this.countFrom = countFrom;
    }

    /** Tells, from any thread, when the switch began; of several attempts the first counts. */
    void switchBegan(long nanoTime) {
        switchBegan = Math.min(switchBegan, nanoTime);
    }

    void record(long began, long ended) {
        if (began < countFrom) {
            return;
        }
        longWaits.record(began, ended);
        Slice slice = slices.peekLast();
        if (slice == null || ended >= slice.end) {
            slice = nextSlice(ended);
        }
        long nanos = ended - began;
        slice.micros.recordValue(Math.min(nanos / 1_000, LONGEST_MICROS));
        if (nanos > slice.longestNanos) {
            slice.longestNanos = nanos;
            slice.longestBegan = began;
        }
    }

    private Slice nextSlice(long ended) {
        while (slices.size() >= KEPT_SLICES) {
            merge(slices.removeFirst());
        }
        Slice slice = spare == null ? new Slice() : spare;
        spare = null;
        slice.end = ended + SLICE_NANOS;
        slices.addLast(slice);
        return slice;
    }

    private void merge(Slice slice) {
        if (slice.end <= switchBegan) {
            normalMicros.add(slice.micros);
            normalLongestNanos = Math.max(normalLongestNanos, slice.longestNanos);
        } else if (slice.longestNanos > stallNanos) {
            stallNanos = slice.longestNanos;
            stallBegan = slice.longestBegan;
        }
        slice.micros.reset();
        slice.longestNanos = 0;
        spare = slice;
    }

    /** What was measured, once nothing is recorded any more. */
    Latencies result() {
        while (!slices.isEmpty()) {
            merge(slices.removeFirst());
        }
        return new Latencies(normalMicros, normalLongestNanos, stallNanos, stallBegan, longWaits);
    }
}
