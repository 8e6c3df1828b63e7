package io.baton.client;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Baton's REST API, as any program would use it. Refusals come as {@link ApiProblem}; a server that does not answer as {@link
 * ApiUnreachableException}.
 */
public final class BatonApi {

    static final JsonMapper JSON = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

    private final URI base;
    private final HttpClient http = HttpClient.newBuilder()
            // The change of a connection to HTTP/2 can lose its place in a long answer.
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    /** @param address such as {@code http://127.0.0.1:8080} */
    public BatonApi(String address) {
        this.base = URI.create(address + (address.endsWith("/") ? "api/v1/" : "/api/v1/"));
    }

    /** What an instance is asked to be. */
    public record NewInstance(
            String name, String edition, String version, int memoryMb, int replicas, int proxies, String password) {}

    public InstanceView create(NewInstance instance) {
        return view(post("instances", instance), InstanceView.class);
    }

    public InstanceView instance(String id) {
        return view(get("instances/" + id), InstanceView.class);
    }

    public InstanceView setWindow(String instanceId, InstanceView.Window window) {
        Map<String, Object> times = new LinkedHashMap<>();
        times.put("start", window.start());
        times.put("end", window.end());
        times.put("zone", window.zone());
        if (window.days() != null) {
            times.put("days", window.days());
        }
        return view(patch("instances/" + instanceId, Map.of("maintenanceWindow", times)), InstanceView.class);
    }

    public void delete(String instanceId) {
        remove("instances/" + instanceId);
    }

    /** Whether the instance is still known. */
    public boolean exists(String instanceId) {
        try {
            instance(instanceId);
            return true;
        } catch (ApiProblem problem) {
            if (problem.status() == 404) {
                return false;
            }
            throw problem;
        }
    }

    public JsonNode targets(String instanceId) {
        return get("instances/" + instanceId + "/upgrade-targets");
    }

    /**
     * @param targetVersion a line, such as 7.0
     * @param switchTime NOW or MAINTENANCE_WINDOW
     */
    public UpgradeView upgrade(String instanceId, String targetVersion, String switchTime) {
        return view(
                post(
                        "instances/" + instanceId + "/upgrades",
                        Map.of("targetVersion", targetVersion, "switchTime", switchTime)),
                UpgradeView.class);
    }

    /** As {@link #upgrade(String, String, String)}, to another edition. */
    public UpgradeView upgrade(String instanceId, String targetEdition, String targetVersion, String switchTime) {
        return view(
                post(
                        "instances/" + instanceId + "/upgrades",
                        Map.of(
                                "targetEdition", targetEdition,
                                "targetVersion", targetVersion,
                                "switchTime", switchTime)),
                UpgradeView.class);
    }

    public UpgradeView upgradeMinor(String instanceId, String switchTime) {
        return view(
                post("instances/" + instanceId + "/minor-upgrades", Map.of("switchTime", switchTime)),
                UpgradeView.class);
    }

    /** Why an upgrade to that line would be refused; empty when it would be accepted. Changes nothing. */
    public List<String> refusals(String instanceId, String targetVersion) {
        JsonNode preview = post(
                "instances/" + instanceId + "/upgrades",
                Map.of("targetVersion", targetVersion, "switchTime", "NOW", "dryRun", true));
        return preview.path("refusals").findValuesAsText("message");
    }

    public UpgradeView upgrade(String id) {
        return view(get("upgrades/" + id), UpgradeView.class);
    }

    public UpgradeView cancel(String upgradeId) {
        return view(post("upgrades/" + upgradeId + "/cancel"), UpgradeView.class);
    }

    public UpgradeView switchNow(String upgradeId) {
        return view(post("upgrades/" + upgradeId + "/switch-now"), UpgradeView.class);
    }

    /** @param path below {@code /api/v1/} */
    public JsonNode get(String path) {
        return send(request(path).GET());
    }

    /** Sends it with an Idempotency-Key of its own. */
    public JsonNode post(String path, Object content) {
        return send(request(path)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(body(content)));
    }

    /** Sends it without a body. */
    public JsonNode post(String path) {
        return send(request(path).POST(HttpRequest.BodyPublishers.noBody()));
    }

    public JsonNode patch(String path, Object content) {
        return send(request(path).method("PATCH", body(content)));
    }

    public JsonNode remove(String path) {
        return send(request(path).DELETE());
    }

    /** What the answer says, as far as the view knows its fields. */
    public static <T> T view(JsonNode json, Class<T> type) {
        try {
            return JSON.treeToValue(json, type);
        } catch (com.fasterxml.jackson.core.JsonProcessingException unexpected) {
            throw new UncheckedIOException(unexpected);
        }
    }

    /** The lines of the upgrade's event stream, until it ends. */
    Stream<String> events(String upgradeId) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(base.resolve("upgrades/" + upgradeId + "/events"))
                .header("Accept", "text/event-stream")
                .build();
        HttpResponse<Stream<String>> response = http.send(request, HttpResponse.BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            throw new IOException("the event stream answered " + response.statusCode());
        }
        return response.body();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .timeout(ANSWER_LIMIT)
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, application/problem+json");
    }

    private static HttpRequest.BodyPublisher body(Object content) {
        try {
            return HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(content));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private JsonNode send(HttpRequest.Builder builder) {
        try {
            HttpRequest request = builder.build();
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
            JsonNode answer = parsed(response.body());
            if (response.statusCode() >= 300) {
                throw new ApiProblem(response.statusCode(), answer);
            }
            return answer;
        } catch (IOException failed) {
            throw new ApiUnreachableException(base, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }

    private static JsonNode parsed(String body) throws IOException {
        try {
            return body.isBlank() ? JsonNodeFactory.instance.objectNode() : JSON.readTree(body);
        } catch (com.fasterxml.jackson.core.JsonProcessingException noJson) {
            return JsonNodeFactory.instance.objectNode().put("detail", body.strip());
        }
    }
}
