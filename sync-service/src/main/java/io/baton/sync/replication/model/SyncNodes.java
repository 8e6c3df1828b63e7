package io.baton.sync.replication.model;

import io.baton.contracts.EngineNode;
import io.baton.contracts.UpgradeEvent.ResourcesAllocated;
import java.util.List;
import java.util.stream.Stream;

/**
 * The engines of a synchronisation.
 *
 * @param oldReplicas of the old master, as far as Baton has made them
 * @param credentialRef name under which the password of all of them is stored, or null where there is none
 */
public record SyncNodes(
        EngineNode oldMaster,
        List<EngineNode> oldReplicas,
        EngineNode newMaster,
        List<EngineNode> newReplicas,
        String credentialRef) {

    public SyncNodes {
        // Absent in what an older release has written down.
        oldReplicas = oldReplicas == null ? List.of() : List.copyOf(oldReplicas);
        newReplicas = List.copyOf(newReplicas);
    }

    static SyncNodes of(ResourcesAllocated allocated) {
        return new SyncNodes(
                allocated.source().master(),
                allocated.source().replicas(),
                allocated.target().master(),
                allocated.target().replicas(),
                allocated.credentialRef());
    }

    /** What may be attached to the old master: nothing else is Baton's. */
    public List<EngineNode> ofOldMaster() {
        return Stream.concat(oldReplicas.stream(), Stream.of(newMaster)).toList();
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
