package io.baton.e2e.bench;

import io.baton.e2e.bench.Crowd.Upgraded;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** Upgrades that were made alone beside those that were asked for at once: medians and the worst. */
final class CrowdTable {

    private CrowdTable() {}

    static String header() {
        return String.format(
                "%-10s %-8s %9s %9s %12s %12s %12s",
                "upgrades", "", "completed", "failed", "whole, s", "hold, ms", "wait, ms");
    }

    static List<String> rows(String name, List<Upgraded> upgraded) {
        return upgraded.isEmpty()
                ? List.of()
                : List.of(row(name, "median", upgraded, 0.5), row("", "worst", upgraded, 1));
    }

    private static String row(String name, String which, List<Upgraded> upgraded, double quantile) {
        long completed = upgraded.stream().filter(Upgraded::completed).count();
        return String.format(
                Locale.ROOT,
                "%-10s %-8s %9d %9d %12.1f %12.1f %12.1f",
                name,
                which,
                completed,
                upgraded.size() - completed,
                of(upgraded, Upgraded::seconds, quantile),
                of(upgraded, Upgraded::holdMillis, quantile),
                of(upgraded, Upgraded::longestWaitMillis, quantile));
    }

    private static double of(List<Upgraded> upgraded, ToDoubleFunction<Upgraded> figure, double quantile) {
        return Quantiles.of(upgraded, figure, quantile);
    }
}
