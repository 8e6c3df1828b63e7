package io.baton.e2e.workload;

import org.HdrHistogram.Histogram;

/**
 * One client's waits.
 *
 * @param normalMicros all waits that ended before the switch began, in microseconds
 * @param normalLongestNanos the longest of them
 * @param stallNanos the longest wait that ended after the switch had begun; 0 when there was none
 * @param stallBegan {@link System#nanoTime} at which that wait began
 * @param longWaits every wait of at least a millisecond
 */
record Latencies(
        Histogram normalMicros, long normalLongestNanos, long stallNanos, long stallBegan, LongWaits longWaits) {}
