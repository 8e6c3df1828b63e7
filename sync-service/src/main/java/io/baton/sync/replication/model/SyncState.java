package io.baton.sync.replication.model;

import io.baton.contracts.EngineNode;
import io.baton.contracts.SyncProgress;
import io.baton.contracts.UpgradeEvent.ResourcesAllocated;
import io.baton.saga.model.SagaState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * One synchronisation.
 *
 * @param nodes the engines, null until they are there
 * @param settings what is changed on them for the time being, null until that is recorded: nothing is changed before
 * @param progress as last told, null before
 * @param progressAt when it was told
 * @param since when the new nodes were there
 * @param ending why it stops, null before
 */
public record SyncState(
        String sagaId,
        String instanceId,
        SyncPhase phase,
        SyncNodes nodes,
        List<NodeSettings> settings,
        CatchUp catchUp,
        FullSyncs fullSyncs,
        SyncProgress progress,
        Instant progressAt,
        Instant since,
        Ending ending,
        Instant dueAt,
        Instant workAt)
        implements SagaState<SyncPhase> {

    static final Duration PROGRESS_INTERVAL = Duration.ofSeconds(1);

    static SyncState awaiting(String upgradeId, String instanceId) {
        return new SyncState(
                upgradeId,
                instanceId,
                SyncPhase.AWAITING,
                null,
                null,
                CatchUp.NOT_YET,
                new FullSyncs(0, 0),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    SyncState syncing(ResourcesAllocated allocated, Instant now, Instant deadline) {
        return new SyncState(
                sagaId,
                instanceId,
                SyncPhase.SYNCING,
                SyncNodes.of(allocated),
                null,
                catchUp,
                fullSyncs,
                null,
                null,
                now,
                null,
                deadline,
                now);
    }

    /** What was recorded first stays: a second record could hold values that this service set itself. */
    SyncState recorded(List<NodeSettings> originals, long fullSyncCounter) {
        return settings != null ? this : with(originals, catchUp, new FullSyncs(fullSyncCounter, 0), dueAt);
    }

    SyncState originalsOf(String nodeId, Map<String, String> originals) {
        if (settings == null) {
            return this;
        }
        List<NodeSettings> changed = settings.stream()
                .map(node -> node.nodeId().equals(nodeId) ? node.with(originals) : node)
                .toList();
        return with(changed, catchUp, fullSyncs, dueAt);
    }

    /** What is changed on this node for the time being. */
    public NodeSettings settingsOf(EngineNode node) {
        return settings == null
                ? NodeSettings.none(node.nodeId())
                : settings.stream()
                        .filter(changes -> changes.nodeId().equals(node.nodeId()))
                        .findFirst()
                        .orElse(NodeSettings.none(node.nodeId()));
    }

    SyncState counted(FullSyncs seen) {
        return with(settings, catchUp, seen, dueAt);
    }

    /** The deadline was for the first catch-up; from now on upgrade-api decides how long to wait. */
    SyncState caughtUp(String newMasterRunId) {
        return with(settings, catchUp.reached(newMasterRunId), fullSyncs.caughtUp(), null);
    }

    SyncState carriedBy(String newMasterRunId) {
        return with(settings, catchUp.carriedBy(newMasterRunId), fullSyncs, dueAt);
    }

    SyncState behind() {
        return with(settings, catchUp.lost(), fullSyncs, dueAt);
    }

    boolean toldWithin(Duration interval, Instant now) {
        return progressAt != null && !now.isBefore(progressAt) && now.isBefore(progressAt.plus(interval));
    }

    SyncState progressed(SyncProgress told, Instant now) {
        return new SyncState(
                sagaId,
                instanceId,
                phase,
                nodes,
                settings,
                catchUp,
                fullSyncs,
                told,
                now,
                since,
                ending,
                dueAt,
                workAt);
    }

    SyncState failed() {
        return in(SyncPhase.FAILED, null, null, null);
    }

    SyncState stopping(Ending how, Instant now, Instant deadline) {
        return in(SyncPhase.STOPPING, how, deadline, now);
    }

    SyncState stopped() {
        return in(SyncPhase.STOPPED, ending, null, null);
    }

    private SyncState in(SyncPhase next, Ending how, Instant due, Instant work) {
        return new SyncState(
                sagaId,
                instanceId,
                next,
                nodes,
                settings,
                catchUp,
                fullSyncs,
                progress,
                progressAt,
                since,
                how,
                due,
                work);
    }

    private SyncState with(List<NodeSettings> changed, CatchUp told, FullSyncs counted, Instant due) {
        return new SyncState(
                sagaId,
                instanceId,
                phase,
                nodes,
                changed,
                told,
                counted,
                progress,
                progressAt,
                since,
                ending,
                due,
                workAt);
    }
}
