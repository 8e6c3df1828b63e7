package io.baton.resource.allocation.application;

import io.baton.contracts.ProxyNode;
import io.baton.contracts.Topology;
import io.baton.resource.allocation.application.CarryingSettingsOver.Source;
import io.baton.resource.allocation.model.AllocationSignal;
import io.baton.resource.allocation.model.AllocationSignal.AllocationGaveUp;
import io.baton.resource.allocation.model.AllocationSignal.NodesReady;
import io.baton.resource.allocation.model.AllocationState;
import io.baton.resource.node.application.NodeFailure;
import io.baton.resource.node.application.Nodes;
import io.baton.resource.node.application.StartingNodes;
import io.baton.resource.node.application.Work;
import io.baton.resource.node.model.Node;
import io.baton.resource.node.model.NodePlan;
import io.baton.resource.node.model.NodeRole;
import io.baton.resource.node.model.Topologies;
import io.baton.resource.provisioning.application.ServingTopologies;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/** Starts the new nodes of an upgrade beside the old ones: empty, and configured as the old master is. */
@ApplicationScoped
public class AllocatingNodes {
    private static final Logger LOG = Logger.getLogger(AllocatingNodes.class);

    private final Nodes nodes;
    private final StartingNodes starting;
    private final CarryingSettingsOver settings;
    private final ReplacingProxies proxies;
    private final ServingTopologies serving;

    AllocatingNodes(
            Nodes nodes,
            StartingNodes starting,
            CarryingSettingsOver settings,
            ReplacingProxies proxies,
            ServingTopologies serving) {
        this.nodes = nodes;
        this.proxies = proxies;
        this.starting = starting;
        this.settings = settings;
        this.serving = serving;
    }

    public AllocationSignal allocate(AllocationState state, Work work) throws InterruptedException {
        try {
            return bringUp(state, work);
        } catch (NodeFailure failed) {
            LOG.warnf(
                    failed.getCause(),
                    "nodes not allocated upgrade=%s code=%s reason=\"%s\"",
                    state.upgradeId(),
                    failed.reason().code(),
                    failed.getMessage());
            return new AllocationGaveUp(failed.reason());
        }
    }

    /** The first node finds out which settings can be carried over; the others are started with them. */
    private NodesReady bringUp(AllocationState state, Work work) throws InterruptedException {
        Topology source = serving.of(state.instanceId())
                .orElseThrow(() -> new NodeFailure(
                        "INSTANCE_NOT_RUNNING", "Instance " + state.instanceId() + " has no running nodes."));
        work.proceed();
        List<Node> planned = nodes.plan(
                state.instanceId(),
                state.upgradeId(),
                NodePlan.ofUpgrade(state.to(), state.spec(), proxies.outdated(source, work)));
        Node planMaster = Topologies.having(planned, NodeRole.MASTER).get(0);
        work.proceed();
        starting.start(planMaster);
        starting.awaitEngine(planMaster, work);
        Source old = settings.read(source.master(), state.spec().credentialRef());
        Node master = settings.settle(planMaster, old, work);

        List<Node> all = new ArrayList<>(List.of(master));
        all.addAll(startReplicas(planned, master.settings(), work));
        Map<String, String> afterSwitch = Map.of();
        for (Node node : all) {
            afterSwitch = settings.check(node, old);
        }
        List<ProxyNode> newer = proxies.standBy(Topologies.having(planned, NodeRole.PROXY), work);
        return new NodesReady(
                source.behind(proxies.withClients(state.instanceId(), source)), Topologies.of(all, newer), afterSwitch);
    }

    private List<Node> startReplicas(List<Node> planned, Map<String, String> carried, Work work)
            throws InterruptedException {
        List<Node> replicas = new ArrayList<>();
        for (Node replica : Topologies.having(planned, NodeRole.REPLICA)) {
            work.proceed();
            nodes.settings(replica.id(), carried);
            starting.start(replica.with(carried));
            replicas.add(replica.with(carried));
        }
        for (Node replica : replicas) {
            starting.awaitEngine(replica, work);
        }
        return replicas;
    }
}
