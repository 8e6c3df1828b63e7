package io.baton.resource.node.application;

import io.baton.contracts.Topology;
import io.baton.resource.node.model.Node;
import io.baton.resource.node.model.Topologies;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Ends nodes and deletes what they have. */
@ApplicationScoped
public class RemovingNodes {
    private final Nodes nodes;
    private final NodeProvider provider;

    RemovingNodes(Nodes nodes, NodeProvider provider) {
        this.nodes = nodes;
        this.provider = provider;
    }

    /**
     * Removes nodes that serve nobody.
     *
     * @param serving the topology that serves the instance now; empty if none does
     * @throws IllegalStateException before anything is removed if one of them is part of it
     */
    public void remove(List<Node> unneeded, Optional<Topology> serving, Work work) {
        List<String> needed = serving.map(Topologies::nodeIds).orElse(List.of());
        for (Node node : unneeded) {
            if (needed.contains(node.id())) {
                throw new IllegalStateException("node " + node.id() + " serves the instance and is not removed");
            }
        }
        for (Node node : unneeded) {
            work.proceed();
            nodes.locked(node.id(), locked -> {
                provider.remove(locked);
                return true;
            });
        }
    }
}
