package io.baton.sync.replication.model;

import io.baton.contracts.EngineNode;
import io.baton.contracts.UpgradeEvent.ResourcesAllocated;
import java.util.List;
import java.util.stream.Stream;

/**
 * The engines of a synchronisation.
 *
 * @param credentialRef name under which the password of all of them is stored, or null where there is none
 */
public record SyncNodes(
        EngineNode oldMaster, EngineNode newMaster, List<EngineNode> newReplicas, String credentialRef) {

    public SyncNodes {
        newReplicas = List.copyOf(newReplicas);
    }

    static SyncNodes of(ResourcesAllocated allocated) {
        return new SyncNodes(
                allocated.source().master(),
                allocated.target().master(),
                allocated.target().replicas(),
                allocated.credentialRef());
    }

    /** The new master, then its replicas. */
    public List<EngineNode> newNodes() {
        return Stream.concat(Stream.of(newMaster), newReplicas.stream()).toList();
    }

    /** The nodes that stay after this ending. */
    public List<EngineNode> staying(Ending ending) {
        return switch (ending) {
            case SWITCHED -> newNodes();
            case UNDONE -> List.of(oldMaster);
        };
    }
}
