package io.baton.switchover.application;

/** Splits a stretch of time into parts, in milliseconds. */
final class Stopwatch {
    private final long started = System.nanoTime();
    private long lap = started;

    /** Since the last lap, or the start. */
    double lapMs() {
        long now = System.nanoTime();
        double ms = millis(now - lap);
        lap = now;
        return ms;
    }

    double totalMs() {
        return millis(System.nanoTime() - started);
    }

    private static double millis(long nanos) {
        return Math.round(nanos / 1_000.0) / 1_000.0;
    }
}
