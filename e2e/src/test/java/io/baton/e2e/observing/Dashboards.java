package io.baton.e2e.observing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The queries of all dashboards. */
public final class Dashboards {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** As Grafana reckons it from the data source's interval of 5 s. */
    private static final String RATE_INTERVAL = "20s";

    /**
     * A query as it stands in a panel.
     *
     * @param instant whether the panel shows one moment, and not the whole range
     */
    public record Query(String dashboard, String panel, String expression, boolean instant) {

        /** As Grafana would send it. */
        public String filledIn(Map<String, String> variables, Duration range) {
            String filled =
                    expression.replace("$__rate_interval", RATE_INTERVAL).replace("$__range", range.toSeconds() + "s");
            for (Map.Entry<String, String> variable : variables.entrySet()) {
                filled = filled.replace("$" + variable.getKey(), variable.getValue());
            }
            if (filled.contains("$")) {
                throw new IllegalArgumentException("a variable of " + dashboard + " is not known: " + filled);
            }
            return filled;
        }
    }

    private Dashboards() {}

    public static List<Query> queries(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> found = Files.list(folder)) {
            files = found.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
        List<Query> queries = new ArrayList<>();
        for (Path file : files) {
            JsonNode dashboard = JSON.readTree(file.toFile());
            for (JsonNode panel : dashboard.path("panels")) {
                for (JsonNode target : panel.path("targets")) {
                    queries.add(new Query(
                            dashboard.path("title").asText(),
                            panel.path("title").asText(),
                            target.path("expr").asText(),
                            target.path("instant").asBoolean()));
                }
            }
        }
        return queries;
    }
}
