package io.baton.sync.replication.model;

import io.baton.contracts.EngineNode;
import java.time.Instant;
import java.util.Map;

/**
 * One round of looking at all nodes. They are looked at from the end of the chain to its head, so that what a node has is
 * never newer than what it is compared with: a lag is rather seen too large than too small.
 *
 * @param at when the round ended
 * @param newReplicas by node id
 * @param carriedOver what the new nodes have of what replication doesn't bring
 */
public record SyncObservation(
        Instant at,
        NodeSight oldMaster,
        NodeSight newMaster,
        Map<String, NodeSight> newReplicas,
        CarriedOver carriedOver) {

    public SyncObservation {
        newReplicas = Map.copyOf(newReplicas);
    }

    /** Of a new node. */
    public NodeSight of(EngineNode node) {
        return newReplicas.getOrDefault(node.nodeId(), newMaster);
    }
}
