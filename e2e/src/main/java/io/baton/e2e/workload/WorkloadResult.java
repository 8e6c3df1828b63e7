package io.baton.e2e.workload;

import io.baton.e2e.history.Verdict;
import java.util.List;
import org.HdrHistogram.Histogram;

/**
 * What the clients report.
 *
 * @param verdict what became of their writes
 * @param operations how many they sent
 * @param latencies how long each waited
 * @param connectionsKept clients that ended on the connection that they opened first
 * @param clients how many there were
 */
public record WorkloadResult(
        Verdict verdict, long operations, List<Latencies> latencies, int connectionsKept, int clients) {

    private static final double NANOS_A_MILLI = 1_000_000.0;

    /** Milliseconds; the {@code quantile} (0 to 1) of the clients had no longer stall. 0 without a switch. */
    public double stallMillis(double quantile) {
        long[] stalls =
                latencies.stream().mapToLong(Latencies::stallNanos).sorted().toArray();
        int rank = (int) Math.ceil(quantile * stalls.length);
        return stalls.length == 0 ? 0 : stalls[Math.max(0, rank - 1)] / NANOS_A_MILLI;
    }

    /** Milliseconds; the quantile of all waits before the switch. */
    public double normalMillis(double quantile) {
        Histogram all = new Histogram(3);
        latencies.forEach(each -> all.add(each.normalMicros()));
        return all.getValueAtPercentile(quantile * 100) / 1_000.0;
    }

    /** Milliseconds; the longest wait before the switch. */
    public double normalMaxMillis() {
        return latencies.stream().mapToLong(Latencies::normalLongestNanos).max().orElse(0) / NANOS_A_MILLI;
    }

    public boolean clean() {
        return verdict.clean() && connectionsKept == clients;
    }
}
