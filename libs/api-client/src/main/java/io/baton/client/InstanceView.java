package io.baton.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.time.Instant;
import java.util.List;

/** An instance as the API shows it; the fields that the tools look at. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record InstanceView(
        String id,
        String name,
        String edition,
        String version,
        String line,
        String status,
        QueuePlace queue,
        int memoryMb,
        int replicas,
        Endpoint endpoint,
        Window maintenanceWindow,
        List<Node> nodes,
        String openUpgradeId,
        Failure failure,
        Instant createdAt) {

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Endpoint(String host, int port) {}

    /** Why it could not be provisioned. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Failure(String code, String message) {}

    /** Times of day as {@code HH:mm} in the zone; no days means every day. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Window(String start, String end, String zone, List<String> days) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Node(String id, String kind, String role, String host, int port, String version) {}

    /** The node that the metadata says takes the writes. */
    public Node master() {
        return nodes.stream()
                .filter(node -> "MASTER".equals(node.role()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("instance " + id + " shows no master"));
    }
}
