package io.baton.e2e.demo;

import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.baton.local.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * The result as a program reads it. Times are milliseconds.
 *
 * @param outcome the state in which the upgrade ended
 * @param ops operations of the clients
 * @param switchWaitMs over the clients, the longest wait of each that was under way while the switch held them
 * @param stallMs over the clients, the longest wait of each from the beginning of the switch to the end, for anything
 * @param normalMs over all waits before it
 * @param receipt the system's own account of the switch
 */
@JsonPropertyOrder({
    "outcome",
    "from",
    "to",
    "stages",
    "ops",
    "acknowledgedWrites",
    "lostWrites",
    "wrongValues",
    "errors",
    "disconnects",
    "switchWaitMs",
    "stallMs",
    "normalMs",
    "receipt"
})
public record DemoReport(
        String outcome,
        String from,
        String to,
        List<Stage> stages,
        long ops,
        long acknowledgedWrites,
        long lostWrites,
        long wrongValues,
        long errors,
        long disconnects,
        Stall switchWaitMs,
        Stall stallMs,
        Normal normalMs,
        JsonNode receipt) {

    public record Stage(String name, Long ms) {}

    public record Stall(double median, double p99, double max) {

        private static Stall of(DoubleUnaryOperator quantile) {
            return new Stall(
                    rounded(quantile.applyAsDouble(0.5)),
                    rounded(quantile.applyAsDouble(0.99)),
                    rounded(quantile.applyAsDouble(1)));
        }
    }

    public record Normal(double p99, double max) {}

    static DemoReport of(DemoResult result) {
        return new DemoReport(
                result.upgrade().state(),
                result.asked(),
                result.upgrade().to().version(),
                result.upgrade().stages().stream()
                        .map(stage -> new Stage(
                                stage.name(),
                                stage.took().map(Duration::toMillis).orElse(null)))
                        .toList(),
                result.clients().operations(),
                result.clients().verdict().acknowledgedWrites(),
                result.lost(),
                result.wrong(),
                result.clients().verdict().errors(),
                result.clients().verdict().disconnects(),
                Stall.of(result::switchWaitMillis),
                Stall.of(result.clients()::stallMillis),
                new Normal(
                        rounded(result.clients().normalMillis(0.99)),
                        rounded(result.clients().normalMaxMillis())),
                result.upgrade().receipt());
    }

    /**
     * Finds out before the demo rather than after it.
     *
     * @param file may be null, for no report
     */
    static void checkWritable(Path file) {
        if (file == null) {
            return;
        }
        Path absolute = file.toAbsolutePath();
        if (Files.isDirectory(absolute)) {
            throw new UserError("--report %s is a folder.", file);
        }
        if (!Files.isWritable(Files.exists(absolute) ? absolute : absolute.getParent())) {
            throw new UserError("--report %s can't be written.", file);
        }
    }

    static void write(Path file, DemoResult result) {
        try {
            JsonMapper.builder()
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build()
                    .writeValue(file.toFile(), of(result));
        } catch (IOException failed) {
            throw new UserError("The report %s could not be written: %s", file, failed.getMessage());
        }
    }

    private static double rounded(double millis) {
        return Math.round(millis * 1_000) / 1_000.0;
    }
}
