package io.baton.sync.replication.model;

import io.baton.contracts.EngineNode;
import io.baton.engine.client.ReplicaLink;
import io.baton.sync.replication.model.NodeSight.Seen;
import io.baton.sync.replication.model.NodeSight.Unseen;
import io.baton.sync.replication.model.Trouble.Kind;
import java.util.ArrayList;
import java.util.List;

/** The links from the new master to its replicas. Each replica has its own end of the truth, and the new master the other. */
final class ReplicaLinks {
    private final SyncState state;
    private final SyncObservation observation;

    ReplicaLinks(SyncState state, SyncObservation observation) {
        this.state = state;
        this.observation = observation;
    }

    /** Attaching a replica to the new master is harmless at any time; it waits for the data to be there, to be sent once. */
    List<EngineNode> toBeAttached(boolean masterLinkUp) {
        return masterLinkUp
                ? state.nodes().newReplicas().stream()
                        .filter(node -> sight(node) instanceof Seen seen
                                && !seen.loading()
                                && !MasterLink.follows(seen, state.nodes().newMaster()))
                        .toList()
                : List.of();
    }

    List<Trouble> troubles(boolean masterLinkUp, SyncLimits limits) {
        List<Trouble> troubles = new ArrayList<>();
        for (EngineNode node : state.nodes().newReplicas()) {
            NodeSight sight = sight(node);
            if (sight instanceof Unseen unseen) {
                troubles.add(new Trouble(
                        Kind.NEW_REPLICA_UNREACHABLE,
                        "The new replica " + node.nodeId() + " does not answer: " + unseen.why()));
            } else if (sight instanceof Seen seen) {
                ofReplica(troubles, node, seen, masterLinkUp, limits);
            }
        }
        if (masterLinkUp
                && troubles.isEmpty()
                && observation.newMaster() instanceof Seen master
                && fewerOnlineThanExpected(master)) {
            troubles.add(new Trouble(
                    Kind.NEW_REPLICA_LINK_DOWN, "The new master does not have all of its replicas online."));
        }
        return troubles;
    }

    private void ofReplica(
            List<Trouble> troubles, EngineNode node, Seen seen, boolean masterLinkUp, SyncLimits limits) {
        String name = "The new replica " + node.nodeId();
        if (seen.unexpectedErrors() > 0) {
            troubles.add(new Trouble(
                    Kind.STREAM_REFUSED, name + " refused " + seen.unexpectedErrors() + " replicated commands."));
        }
        if (!masterLinkUp) {
            return; // it has to wait for the new master, whose trouble is told already
        }
        if (!MasterLink.follows(seen, state.nodes().newMaster())) {
            troubles.add(new Trouble(Kind.NEW_REPLICA_DETACHED, name + " does not replicate from the new master yet."));
        } else if (!seen.replication().linkUp()) {
            troubles.add(new Trouble(
                    seen.loading() || listedByNewMaster(node) ? Kind.NEW_REPLICA_SYNCS : Kind.NEW_REPLICA_LINK_DOWN,
                    name + " has no link to the new master yet."));
        } else if (observation.newMaster() instanceof Seen master
                && master.replication().masterReplOffset() - seen.replication().slaveReplOffset()
                        >= limits.lagBytes()) {
            troubles.add(new Trouble(Kind.NEW_REPLICA_BEHIND, name + " is behind the new master."));
        }
    }

    private boolean listedByNewMaster(EngineNode node) {
        return observation.newMaster() instanceof Seen master
                && master.replication().replicas().stream()
                        .anyMatch(line -> line.port() == node.address().port());
    }

    private boolean fewerOnlineThanExpected(Seen master) {
        long online = master.replication().replicas().stream()
                .filter(ReplicaLink::online)
                .count();
        return online < state.nodes().newReplicas().size();
    }

    private NodeSight sight(EngineNode node) {
        return observation.newReplicas().getOrDefault(node.nodeId(), new Unseen("not looked at"));
    }
}
