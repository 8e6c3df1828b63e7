package io.baton.e2e.bench;

import io.baton.e2e.demo.DemoResult;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Switches side by side: how long the clients waited, and in which steps the time went. Times are milliseconds. */
final class StallTable {

    /** Of each column its name and what it shows of a run. */
    private static final Map<String, ToDoubleFunction<StallRun>> COLUMNS = columns();

    private StallTable() {}

    static String header() {
        return "     run"
                + COLUMNS.keySet().stream()
                        .map(name -> String.format("%12s", name))
                        .collect(Collectors.joining());
    }

    /** One line: of each column the value that this part (0 to 1) of the results does not exceed. */
    static String row(String name, List<StallRun> results, double quantile) {
        return String.format("%8s", name)
                + COLUMNS.values().stream()
                        .map(figure -> number(Quantiles.of(results, figure, quantile)))
                        .collect(Collectors.joining());
    }

    private static Map<String, ToDoubleFunction<StallRun>> columns() {
        Map<String, ToDoubleFunction<StallRun>> columns = new LinkedHashMap<>();
        ofDemo().forEach((name, figure) -> columns.put(name, run -> figure.applyAsDouble(run.demo())));
        columns.put("pauses", StallRun::pausedMillis);
        return columns;
    }

    private static Map<String, ToDoubleFunction<DemoResult>> ofDemo() {
        Map<String, ToDoubleFunction<DemoResult>> columns = new LinkedHashMap<>();
        columns.put("wait p50", result -> result.switchWaitMillis(0.5));
        columns.put("wait max", result -> result.switchWaitMillis(1));
        columns.put("ahead", DemoResult::switchWaitBeforeHoldMillis);
        columns.put("behind", DemoResult::switchWaitAfterHoldMillis);
        for (String step : List.of("hold", "drain", "fence", "catchUp", "commit", "promote", "route")) {
            columns.put(step, result -> receipt(result, step + "Ms"));
        }
        columns.put("any wait", result -> result.clients().stallMillis(1));
        columns.put("before p99", result -> result.clients().normalMillis(0.99));
        columns.put("before max", result -> result.clients().normalMaxMillis());
        columns.put("upgrade", StallTable::upgradeMillis);
        columns.put(
                "ops/s",
                result -> result.clients().operations()
                        * 1_000.0
                        / Math.max(1, result.ran().toMillis()));
        columns.put("lost", DemoResult::lost);
        columns.put(
                "errors",
                result -> result.clients().verdict().errors()
                        + result.clients().verdict().disconnects());
        return columns;
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value == Math.rint(value) ? "%12.0f" : "%12.2f", value);
    }

    private static double receipt(DemoResult result, String field) {
        return result.upgrade().receipt() == null
                ? Double.NaN
                : result.upgrade().receipt().path(field).asDouble(Double.NaN);
    }

    private static double upgradeMillis(DemoResult result) {
        return result.upgrade().endedAt() == null
                ? Double.NaN
                : Duration.between(
                                result.upgrade().createdAt(), result.upgrade().endedAt())
                        .toMillis();
    }
}
