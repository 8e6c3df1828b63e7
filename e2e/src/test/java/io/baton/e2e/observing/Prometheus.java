package io.baton.e2e.observing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.local.Observing;
import io.baton.local.Settings;
import io.baton.local.part.Part;
import io.baton.local.part.Parts;
import io.baton.local.process.Executables;
import io.baton.local.process.RunningProcess;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;

/** A real Prometheus beside a stack, as {@code deploy/up --observe} starts it, and what it answers. */
public final class Prometheus implements AutoCloseable {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** An alert rule as Prometheus has understood it; {@code trouble} is empty where it could be evaluated. */
    public record Rule(String name, String expression, String trouble) {}

    private final Observing observing;
    private final RunningProcess process;
    private final Instant since = Instant.now();
    private final HttpClient http = HttpClient.newHttpClient();

    private Prometheus(Observing observing, RunningProcess process) {
        this.observing = observing;
        this.process = process;
    }

    public static boolean installed() {
        return Executables.find("prometheus").isPresent()
                && Executables.find("promtool").isPresent();
    }

    /** Skips the test where there is none. */
    public static void require() {
        assumeTrue(
                installed(),
                "prometheus and promtool are not on the PATH: dashboards and alerts are not tested (Debian: apt install"
                        + " prometheus)");
    }

    /** Returns when it has got metrics from every service. */
    public static Prometheus beside(Settings settings, int port) throws IOException, InterruptedException {
        Observing observing = new Observing(port, "1s");
        Part part = Parts.observer(settings, observing);
        Prometheus prometheus = new Prometheus(observing, part.start());
        Awaitility.await("Prometheus serves, see " + settings.home().log(part.name()))
                .atMost(LIMIT)
                .until(part::ready);
        Awaitility.await("every service is scraped")
                .atMost(LIMIT)
                .until(() -> prometheus.now("up == 1").size() == 4);
        return prometheus;
    }

    public Duration watching() {
        return Duration.between(since, Instant.now());
    }

    /** The values of the series that a query has now; those that are no number are left out. */
    public List<Double> now(String query) {
        return values(data("query", Map.of("query", query)).path("result"), "value");
    }

    /** Whether it has got metrics of every service that are later than this. */
    public boolean hasHeardAllSince(Instant moment) {
        double latest = moment.toEpochMilli() / 1_000.0;
        return now("timestamp(up)").stream().allMatch(scraped -> scraped > latest);
    }

    /** Of each series that a query has had a number in since the start, the last one. */
    public List<Double> since(String query) {
        JsonNode data = data(
                "query_range",
                Map.of(
                        "query",
                        query,
                        "start",
                        Long.toString(since.getEpochSecond()),
                        "end",
                        Long.toString(Instant.now().getEpochSecond()),
                        "step",
                        "1"));
        return values(data.path("result"), "values");
    }

    public List<Rule> rules() {
        List<Rule> rules = new ArrayList<>();
        for (JsonNode group : data("rules", Map.of()).path("groups")) {
            for (JsonNode rule : group.path("rules")) {
                String trouble = rule.path("health").asText().equals("ok")
                        ? ""
                        : rule.path("health").asText() + " "
                                + rule.path("lastError").asText();
                rules.add(
                        new Rule(rule.path("name").asText(), rule.path("query").asText(), trouble));
            }
        }
        return rules;
    }

    private JsonNode data(String call, Map<String, String> parameters) {
        String query = parameters.entrySet().stream()
                .map(one -> one.getKey() + "=" + URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(observing.address() + "/api/v1/" + call + "?" + query))
                .build();
        try {
            JsonNode answer = JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
            if (!answer.path("status").asText().equals("success")) {
                throw new IllegalArgumentException(
                        parameters.get("query") + ": " + answer.path("error").asText());
            }
            return answer.path("data");
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static List<Double> values(JsonNode series, String field) {
        List<Double> last = new ArrayList<>();
        for (JsonNode one : series) {
            Double latest = null;
            JsonNode samples = one.path(field);
            for (JsonNode sample : field.equals("value") ? List.of(samples) : samples) {
                double value = parse(sample.path(1).asText());
                latest = Double.isNaN(value) ? latest : Double.valueOf(value);
            }
            if (latest != null) {
                last.add(latest);
            }
        }
        return last;
    }

    private static double parse(String text) {
        return switch (text) {
            case "+Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    @Override
    public void close() throws InterruptedException {
        process.terminate();
        if (!process.awaitExit(LIMIT)) {
            process.kill();
        }
    }
}
