package io.baton.upgrade.instances.infrastructure.rest;

import io.baton.contracts.EngineNode;
import io.baton.contracts.Topology;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A process of an instance. */
@Schema(name = "Node")
public record NodeJson(
        String id,
        @Schema(enumeration = {"ENGINE", "PROXY"}) String kind,

        @Schema(enumeration = {"MASTER", "REPLICA", "PROXY"})
        String role,

        String host,
        int port,

        @Schema(description = "Version of the engine, or release of the proxy, null where that is not known")
        String version) {

    static List<NodeJson> of(Topology topology) {
        if (topology == null) {
            return List.of();
        }
        return Stream.of(
                        Stream.of(engine("MASTER", topology.master())),
                        topology.replicas().stream().map(node -> engine("REPLICA", node)),
                        topology.proxies().stream()
                                .map(proxy -> new NodeJson(
                                        proxy.nodeId(),
                                        "PROXY",
                                        "PROXY",
                                        proxy.address().host(),
                                        proxy.address().port(),
                                        proxy.release())))
                .flatMap(nodes -> nodes)
                .toList();
    }

    private static NodeJson engine(String role, EngineNode node) {
        return new NodeJson(
                node.nodeId(),
                "ENGINE",
                role,
                node.address().host(),
                node.address().port(),
                node.build().version());
    }
}
