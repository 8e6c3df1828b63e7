package io.baton.upgrade.console.model;

import io.baton.contracts.Endpoint;
import io.baton.contracts.EngineNode;
import io.baton.contracts.ProxyNode;
import io.baton.contracts.Topology;
import java.util.List;
import java.util.stream.Stream;

/** A process of an instance. */
public record NodeRow(String role, String id, String version, String address) {

    /** @param topology null until the instance is provisioned */
    public static List<NodeRow> of(Topology topology) {
        if (topology == null) {
            return List.of();
        }
        return Stream.of(
                        topology.proxies().stream().map(NodeRow::proxy),
                        Stream.of(engine("Master", topology.master())),
                        topology.replicas().stream().map(replica -> engine("Replica", replica)))
                .flatMap(rows -> rows)
                .toList();
    }

    private static NodeRow engine(String role, EngineNode node) {
        return new NodeRow(role, node.nodeId(), Words.engine(node.build()), text(node.address()));
    }

    private static NodeRow proxy(ProxyNode proxy) {
        return new NodeRow(
                "Proxy",
                proxy.nodeId(),
                proxy.release() == null ? "release not known" : "release " + proxy.release(),
                text(proxy.address()));
    }

    private static String text(Endpoint address) {
        return address.host() + ":" + address.port();
    }
}
