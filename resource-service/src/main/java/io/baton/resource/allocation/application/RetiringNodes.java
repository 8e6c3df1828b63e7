package io.baton.resource.allocation.application;

import io.baton.contracts.Topology;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineException;
import io.baton.engine.client.ReplicaLink;
import io.baton.resource.allocation.application.CarryingSettingsOver.Source;
import io.baton.resource.allocation.model.AllocationSignal.NodesGone;
import io.baton.resource.allocation.model.AllocationState;
import io.baton.resource.node.application.EngineConnections;
import io.baton.resource.node.application.Nodes;
import io.baton.resource.node.application.RemovingNodes;
import io.baton.resource.node.application.Work;
import io.baton.resource.node.model.Node;
import io.baton.resource.node.model.NodeRole;
import io.baton.resource.node.model.Topologies;
import io.baton.resource.provisioning.application.ServingTopologies;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Finishes an upgrade that has switched: the new nodes get the settings that had to wait, the old ones go. The proxies
 * stay, or have been replaced.
 */
@ApplicationScoped
public class RetiringNodes {
    private static final Logger LOG = Logger.getLogger(RetiringNodes.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final Duration REPLICAS_LIMIT = Duration.ofSeconds(30);

    private final Nodes nodes;
    private final RemovingNodes removing;
    private final CarryingSettingsOver settings;
    private final EngineConnections connections;
    private final ServingTopologies serving;

    RetiringNodes(
            Nodes nodes,
            RemovingNodes removing,
            CarryingSettingsOver settings,
            EngineConnections connections,
            ServingTopologies serving) {
        this.nodes = nodes;
        this.removing = removing;
        this.settings = settings;
        this.connections = connections;
        this.serving = serving;
    }

    /** The old nodes are kept until the new replicas have come back from the promotion of their master. */
    public NodesGone retire(AllocationState state, Work work) throws InterruptedException {
        awaitReplicas(state, work);
        settleNewNodes(state);
        List<Node> unneeded = unneeded(state);
        removing.remove(unneeded, serving.of(state.instanceId()), work);
        return new NodesGone(unneeded.stream().map(Node::id).toList(), null);
    }

    /** The old engines, and new proxies that could not take their endpoint over. Replaced proxies end by themselves. */
    private List<Node> unneeded(AllocationState state) {
        List<String> served = Topologies.nodeIds(state.target());
        Stream<Node> engines = Topologies.engineIds(state.source()).stream().flatMap(id -> nodes.find(id).stream());
        Stream<Node> proxies = Topologies.having(nodes.ofUpgrade(state.upgradeId()), NodeRole.PROXY).stream()
                .filter(proxy -> !served.contains(proxy.id()));
        return Stream.concat(engines, proxies).toList();
    }

    private void settleNewNodes(AllocationState state) {
        Optional<Source> old = oldMaster(state);
        for (String id : Topologies.engineIds(state.target())) {
            nodes.find(id).ifPresent(node -> {
                try {
                    Map<String, String> now = old.map(
                                    source -> settings.compare(node, source).afterSwitch())
                            .orElse(state.afterSwitch());
                    settings.remember(node, settings.apply(node, now));
                } catch (EngineException away) {
                    LOG.warnf(
                            "settings not applied after the switch upgrade=%s node=%s reason=\"%s\"",
                            state.upgradeId(), id, away.getMessage());
                }
            });
        }
    }

    /** The old master as its users have set it last: the fence keeps it as it was then. Empty if it doesn't answer. */
    private Optional<Source> oldMaster(AllocationState state) {
        try {
            Source fenced = settings.read(state.source().master(), state.spec().credentialRef());
            return Optional.of(fenced.with(state.fenced()));
        } catch (EngineException gone) {
            LOG.warnf(
                    "the old master's settings are those of when the new nodes were made upgrade=%s reason=\"%s\"",
                    state.upgradeId(), gone.getMessage());
            return Optional.empty();
        }
    }

    /** Bounded: a replica that doesn't come back is no reason to keep the old nodes for ever. */
    private void awaitReplicas(AllocationState state, Work work) throws InterruptedException {
        long deadline = System.nanoTime() + REPLICAS_LIMIT.toNanos();
        while (!replicasBack(state.target(), state.spec().credentialRef())) {
            if (System.nanoTime() > deadline) {
                LOG.warnf("replicas not back after the switch upgrade=%s", state.upgradeId());
                return;
            }
            work.pause(BETWEEN_LOOKS);
        }
    }

    private boolean replicasBack(Topology target, String credentialRef) {
        try (EngineClient master = connections.open(target.master().address(), credentialRef)) {
            return master.replication().replicas().stream()
                            .filter(ReplicaLink::online)
                            .count()
                    >= target.replicas().size();
        } catch (EngineException away) {
            return false;
        }
    }
}
