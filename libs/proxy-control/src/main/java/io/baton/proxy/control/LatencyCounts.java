package io.baton.proxy.control;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How many samples took how long. It carries its own bounds, so that a release that measures otherwise is still understood.
 *
 * @param upToMicros upper bounds of the ranges, inclusive, rising, in microseconds
 * @param counts samples in each range, and behind them those above the last bound
 * @param sumMicros of all samples together, in microseconds
 */
public record LatencyCounts(List<Long> upToMicros, List<Long> counts, long sumMicros) {

    public LatencyCounts {
        upToMicros = List.copyOf(upToMicros);
        counts = List.copyOf(counts);
        if (counts.size() != upToMicros.size() + 1) {
            throw new IllegalArgumentException(
                    "there must be one count more than bounds: " + counts.size() + " and " + upToMicros.size());
        }
    }

    public static LatencyCounts of(long[] upToMicros, long[] counts, long sumMicros) {
        return new LatencyCounts(
                Arrays.stream(upToMicros).boxed().toList(),
                Arrays.stream(counts).boxed().toList(),
                sumMicros);
    }

    /** Those of both, which have the same bounds. */
    public LatencyCounts plus(LatencyCounts other) {
        return new LatencyCounts(
                upToMicros,
                IntStream.range(0, counts.size())
                        .mapToObj(range -> counts.get(range) + other.counts.get(range))
                        .toList(),
                sumMicros + other.sumMicros);
    }
}
