package io.baton.upgrade.instances.infrastructure.rest;

import io.baton.contracts.Endpoint;
import io.baton.contracts.Reason;
import io.baton.engine.EngineVersion;
import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.queue.infrastructure.QueueJson;
import io.baton.upgrade.queue.model.QueuePlace;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An instance in JSON. */
@Schema(name = "Instance", description = "What clients connect to: one endpoint, one master, its replicas")
public record InstanceJson(
        @Schema(examples = "ins-4k8zq0w3rt") String id,
        String name,
        @Schema(enumeration = {"REDIS", "VALKEY"}) String edition,

        @Schema(description = "The version of the node that takes the writes", examples = "6.2.7")
        String version,

        @Schema(description = "The compatible version", examples = "6.2")
        String line,

        @Schema(enumeration = "STANDARD") String architecture,
        @Schema(description = "Memory of the data, MiB") int memoryMb,
        @Schema(description = "Replicas beside the master") int replicas,

        @Schema(description = "Proxies that share the endpoint")
        int proxies,

        @Schema(enumeration = {"CREATING", "RUNNING", "UPGRADING", "DELETING", "FAILED"})
        String status,

        @Schema(description = "Its place in the queue, or null where it does not wait to be created")
        QueueJson queue,

        @Schema(description = "Where clients connect; it never changes")
        Endpoint endpoint,

        WindowJson maintenanceWindow,
        List<NodeJson> nodes,

        @Schema(description = "The upgrade that it is in, or null")
        String openUpgradeId,

        @Schema(description = "Why it has failed, or null") Reason failure,
        Instant createdAt) {

    static InstanceJson of(InstanceState instance, QueuePlace place) {
        return new InstanceJson(
                instance.instanceId(),
                instance.name(),
                instance.build().edition(),
                instance.build().version(),
                EngineVersion.parse(instance.build().version()).line().toString(),
                "STANDARD",
                instance.spec().memoryMb(),
                instance.spec().replicas(),
                instance.spec().proxies(),
                instance.phase().name(),
                QueueJson.of(place),
                instance.endpoint(),
                WindowJson.of(instance.window()),
                NodeJson.of(instance.topology()),
                instance.openUpgradeId(),
                instance.failure(),
                instance.createdAt());
    }
}
