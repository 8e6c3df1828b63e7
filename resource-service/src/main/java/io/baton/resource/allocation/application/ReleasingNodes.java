package io.baton.resource.allocation.application;

import io.baton.resource.allocation.model.AllocationSignal.NodesGone;
import io.baton.resource.allocation.model.AllocationState;
import io.baton.resource.node.application.Nodes;
import io.baton.resource.node.application.RemovingNodes;
import io.baton.resource.node.application.Work;
import io.baton.resource.node.model.Node;
import io.baton.resource.provisioning.application.ServingTopologies;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Removes the new nodes of an upgrade that ended without a switch. */
@ApplicationScoped
public class ReleasingNodes {
    private final Nodes nodes;
    private final RemovingNodes removing;
    private final ServingTopologies serving;

    ReleasingNodes(Nodes nodes, RemovingNodes removing, ServingTopologies serving) {
        this.nodes = nodes;
        this.removing = removing;
        this.serving = serving;
    }

    public NodesGone release(AllocationState state, Work work) {
        List<Node> unneeded = nodes.ofUpgrade(state.upgradeId());
        removing.remove(unneeded, serving.of(state.instanceId()), work);
        return new NodesGone(unneeded.stream().map(Node::id).toList());
    }
}
