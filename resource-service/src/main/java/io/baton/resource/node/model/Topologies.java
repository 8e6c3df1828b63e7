package io.baton.resource.node.model;

import io.baton.contracts.EngineNode;
import io.baton.contracts.ProxyNode;
import io.baton.contracts.Topology;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** From nodes to topologies and back. Pure. */
public final class Topologies {

    private Topologies() {}

    /**
     * @param proxies the proxies in front of the engines
     * @throws IllegalArgumentException unless exactly one of the nodes is a master
     */
    public static Topology of(List<Node> nodes, List<ProxyNode> proxies) {
        List<Node> masters = having(nodes, NodeRole.MASTER);
        if (masters.size() != 1) {
            throw new IllegalArgumentException("a topology has one master, not " + masters.size());
        }
        return new Topology(
                masters.get(0).asEngine(),
                having(nodes, NodeRole.REPLICA).stream().map(Node::asEngine).toList(),
                proxies);
    }

    /** The engines' ids, the master's first. */
    public static List<String> engineIds(Topology topology) {
        return Stream.concat(Stream.of(topology.master()), topology.replicas().stream())
                .map(EngineNode::nodeId)
                .collect(Collectors.toList());
    }

    /** The ids of all nodes. */
    public static List<String> nodeIds(Topology topology) {
        return Stream.concat(
                        engineIds(topology).stream(),
                        topology.proxies().stream().map(ProxyNode::nodeId))
                .toList();
    }

    public static List<Node> having(List<Node> nodes, NodeRole role) {
        return nodes.stream().filter(node -> node.role() == role).toList();
    }
}
