package io.baton.resource.allocation.application;

import io.baton.contracts.ProxyNode;
import io.baton.contracts.Topology;
import io.baton.resource.allocation.model.AllocationSignal.NodesGone;
import io.baton.resource.allocation.model.AllocationState;
import io.baton.resource.node.application.NodeProvider;
import io.baton.resource.node.application.Nodes;
import io.baton.resource.node.application.Proxies;
import io.baton.resource.node.application.Proxies.Said;
import io.baton.resource.node.application.RemovingNodes;
import io.baton.resource.node.application.Work;
import io.baton.resource.node.model.Node;
import io.baton.resource.provisioning.application.ServingTopologies;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Removes the new nodes of an upgrade that ended without a switch. A newer proxy that has taken its endpoint over stays: it
 * has the instance's clients, and going back would only be one more move for them.
 */
@ApplicationScoped
public class ReleasingNodes {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Nodes nodes;
    private final NodeProvider provider;
    private final Proxies proxies;
    private final RemovingNodes removing;
    private final ServingTopologies serving;

    ReleasingNodes(
            Nodes nodes, NodeProvider provider, Proxies proxies, RemovingNodes removing, ServingTopologies serving) {
        this.nodes = nodes;
        this.provider = provider;
        this.proxies = proxies;
        this.removing = removing;
        this.serving = serving;
    }

    public NodesGone release(AllocationState state, Work work) throws InterruptedException {
        List<ProxyNode> newer =
                state.target() == null ? List.of() : state.target().proxies();
        Set<String> accepting = accepting(newer, work);
        List<Node> unneeded = new ArrayList<>(nodes.ofUpgrade(state.upgradeId()));
        unneeded.removeIf(node -> accepting.contains(node.id()));
        Optional<Topology> served = serving.of(state.instanceId());
        removing.remove(unneeded, served, work);
        return new NodesGone(
                unneeded.stream().map(Node::id).toList(),
                accepting.isEmpty() ? null : state.source().proxiesAfter(newer, accepting));
    }

    private Set<String> accepting(List<ProxyNode> newer, Work work) throws InterruptedException {
        Set<String> accepting = new HashSet<>();
        for (ProxyNode proxy : newer) {
            Optional<Node> node = nodes.find(proxy.nodeId());
            if (node.isPresent() && accepts(node.get(), work)) {
                accepting.add(proxy.nodeId());
            }
        }
        return accepting;
    }

    /** One that has ended accepts nobody: the older one does again. One that is only slow has to be waited for. */
    private boolean accepts(Node proxy, Work work) throws InterruptedException {
        while (provider.runs(proxy)) {
            Optional<Said> said = proxies.ask(proxy);
            if (said.isPresent()) {
                return said.get().accepting();
            }
            work.pause(BETWEEN_LOOKS);
        }
        return false;
    }
}
