package io.baton.e2e.bench;

import java.util.Collection;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** What a part of the runs does not exceed. Always a value that was measured, never one in between. */
final class Quantiles {

    private Quantiles() {}

    static double median(List<Double> values) {
        return of(values, Double::doubleValue, 0.5);
    }

    /** @param quantile 0 to 1; 1 is the greatest */
    static <T> double of(Collection<T> runs, ToDoubleFunction<T> figure, double quantile) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        return sorted[Math.max(0, (int) Math.ceil(quantile * sorted.length) - 1)];
    }
}
