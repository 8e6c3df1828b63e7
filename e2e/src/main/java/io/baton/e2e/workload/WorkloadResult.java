package io.baton.e2e.workload;

import io.baton.e2e.history.Verdict;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.HdrHistogram.Histogram;

/** What the clients report. */
public final class WorkloadResult {

    private static final double NANOS_A_MILLI = 1_000_000.0;

    private final Verdict verdict;
    private final long operations;
    private final List<Latencies> latencies;
    private final Anchor anchor;
    private final int connectionsKept;
    private final int clients;

    WorkloadResult(
            Verdict verdict,
            long operations,
            List<Latencies> latencies,
            Anchor anchor,
            int connectionsKept,
            int clients) {
        this.verdict = verdict;
        this.operations = operations;
        this.latencies = List.copyOf(latencies);
        this.anchor = anchor;
        this.connectionsKept = connectionsKept;
        this.clients = clients;
    }

    /** What became of their writes. */
    public Verdict verdict() {
        return verdict;
    }

    /** How many operations they sent. */
    public long operations() {
        return operations;
    }

    /** Clients that ended on the connection that they opened first. */
    public int connectionsKept() {
        return connectionsKept;
    }

    public int clients() {
        return clients;
    }

    /**
     * The longest wait of each client from the beginning of the switch to the end of the run, whatever it was that the
     * client waited for. Milliseconds; the {@code quantile} (0 to 1) of the clients waited no longer. 0 without a switch.
     */
    public double stallMillis(double quantile) {
        return quantile(latencies.stream().mapToLong(Latencies::stallNanos), quantile);
    }

    /**
     * The longest wait of each client among those that were under way at some moment between the two: with the times of
     * a hold, the wait that the switch itself caused. Milliseconds; a client without a wait of 1 ms counts as 0.
     */
    public double waitMillisAcross(Instant from, Instant to, double quantile) {
        return quantile(waitsAcross(from, to).mapToLong(LongWaits.Wait::nanos), quantile);
    }

    /** How much of the longest of these waits was over when that time began. Milliseconds. */
    public double waitMillisBefore(Instant from, Instant to) {
        long fromNanos = anchor.nanosAt(from);
        return longestAcross(from, to)
                .map(wait -> Math.max(0, fromNanos - wait.began()) / NANOS_A_MILLI)
                .orElse(0.0);
    }

    /** How much of the longest of these waits was to come when that time ended. Milliseconds. */
    public double waitMillisAfter(Instant from, Instant to) {
        long toNanos = anchor.nanosAt(to);
        return longestAcross(from, to)
                .map(wait -> Math.max(0, wait.ended() - toNanos) / NANOS_A_MILLI)
                .orElse(0.0);
    }

    private Optional<LongWaits.Wait> longestAcross(Instant from, Instant to) {
        return waitsAcross(from, to)
                .filter(wait -> wait.nanos() > 0)
                .max(Comparator.comparingLong(LongWaits.Wait::nanos));
    }

    private Stream<LongWaits.Wait> waitsAcross(Instant from, Instant to) {
        long fromNanos = anchor.nanosAt(from);
        long toNanos = anchor.nanosAt(to);
        return latencies.stream().map(each -> each.longWaits().longestAcross(fromNanos, toNanos));
    }

    private static double quantile(LongStream ofClients, double quantile) {
        long[] sorted = ofClients.sorted().toArray();
        int rank = (int) Math.ceil(quantile * sorted.length);
        return sorted.length == 0 ? 0 : sorted[Math.max(0, rank - 1)] / NANOS_A_MILLI;
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
