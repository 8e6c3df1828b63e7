package io.baton.sync.replication.model;

import static io.baton.sync.replication.model.SyncPhase.AWAITING;
import static io.baton.sync.replication.model.SyncPhase.FAILED;
import static io.baton.sync.replication.model.SyncPhase.STOPPED;
import static io.baton.sync.replication.model.SyncPhase.STOPPING;
import static io.baton.sync.replication.model.SyncPhase.SYNCING;

import io.baton.contracts.Reason;
import io.baton.contracts.UpgradeEvent.ResourcesAllocated;
import io.baton.contracts.UpgradeEvent.SwitchCompleted;
import io.baton.contracts.UpgradeEvent.SyncCaughtUp;
import io.baton.contracts.UpgradeEvent.SyncFailed;
import io.baton.contracts.UpgradeEvent.SyncFellBehind;
import io.baton.contracts.UpgradeEvent.SyncProgressed;
import io.baton.contracts.UpgradeEvent.SyncStopped;
import io.baton.contracts.UpgradeEvent.UpgradeCancelled;
import io.baton.contracts.UpgradeEvent.UpgradeFailed;
import io.baton.saga.model.Due;
import io.baton.saga.model.Next;
import io.baton.saga.model.Saga;
import io.baton.sync.replication.model.SyncSignals.CaughtUp;
import io.baton.sync.replication.model.SyncSignals.FellBehind;
import io.baton.sync.replication.model.SyncSignals.FullSyncBegan;
import io.baton.sync.replication.model.SyncSignals.GaveUp;
import io.baton.sync.replication.model.SyncSignals.OriginalSettingsRecorded;
import io.baton.sync.replication.model.SyncSignals.OriginalsChanged;
import io.baton.sync.replication.model.SyncSignals.Progressed;
import io.baton.sync.replication.model.SyncSignals.Restored;
import java.time.Instant;

/** The synchronisation of one upgrade: AWAITING → SYNCING (→ FAILED) → STOPPING → STOPPED. */
public final class SyncSaga {
    public static final String NAME = "sync";
    /** What the worker found, which comes too late wherever nothing is synchronised any more. */
    private static final Class<?>[] FINDINGS = {
        OriginalSettingsRecorded.class,
        OriginalsChanged.class,
        Progressed.class,
        FullSyncBegan.class,
        CaughtUp.class,
        FellBehind.class,
        GaveUp.class
    };

    public static final Saga<SyncPhase, SyncState> SYNC = with(SyncDeadlines.DEFAULT);

    private SyncSaga() {}

    /** The saga with deadlines of its own. */
    public static Saga<SyncPhase, SyncState> with(SyncDeadlines deadlines) {
        return Saga.named(NAME, SyncState.class, SyncState::awaiting)
                .in(AWAITING, "none: upgrade-api ends it", "nothing to undo")
                .on(ResourcesAllocated.class)
                .to(SYNCING)
                .by((s, allocated, now) -> Next.state(s.syncing(allocated, now, now.plus(deadlines.firstCatchUp()))))
                .on(UpgradeCancelled.class)
                .to(STOPPED)
                .emits(SyncStopped.class)
                .by((s, cancelled, now) -> stop(s))
                .on(UpgradeFailed.class)
                .to(STOPPED)
                .emits(SyncStopped.class)
                .by((s, failed, now) -> stop(s))
                .defer(SwitchCompleted.class)
                .in(
                        SYNCING,
                        "24 h until the first catch-up, then SyncFailed; after it none: upgrade-api ends it",
                        "the old master gets its settings back, the new one is detached")
                .on(OriginalSettingsRecorded.class)
                .to(SYNCING)
                .by((s, recorded, now) -> Next.state(s.recorded(recorded.settings(), recorded.fullSyncCounter())))
                .on(OriginalsChanged.class)
                .to(SYNCING)
                .by((s, changed, now) -> Next.state(s.originalsOf(changed.nodeId(), changed.originals())))
                .on(Progressed.class)
                .to(SYNCING)
                .emits(SyncProgressed.class)
                .by(SyncSaga::tellProgress)
                .on(FullSyncBegan.class)
                .to(SYNCING)
                .by((s, began, now) -> Next.state(s.counted(began.fullSyncs())))
                .on(CaughtUp.class)
                .to(SYNCING)
                .emits(SyncCaughtUp.class)
                .by((s, caughtUp, now) -> tellCaughtUp(s, caughtUp))
                .on(FellBehind.class)
                .to(SYNCING)
                .emits(SyncFellBehind.class)
                .by((s, behind, now) -> tellFellBehind(s, behind))
                .on(GaveUp.class)
                .to(FAILED)
                .emits(SyncFailed.class)
                .by((s, gaveUp, now) -> fail(s, gaveUp.reason()))
                .on(Due.class)
                .to(FAILED)
                .emits(SyncFailed.class)
                .by((s, due, now) -> fail(s, tooLate(deadlines)))
                .on(SwitchCompleted.class)
                .to(STOPPING)
                .by((s, switched, now) -> unwind(s, Ending.SWITCHED, now, deadlines))
                .on(UpgradeCancelled.class)
                .to(STOPPING)
                .by((s, cancelled, now) -> unwind(s, Ending.UNDONE, now, deadlines))
                .on(UpgradeFailed.class)
                .to(STOPPING)
                .by((s, failed, now) -> unwind(s, Ending.UNDONE, now, deadlines))
                .ignore(ResourcesAllocated.class)
                .in(FAILED, "none: upgrade-api ends it", "as in SYNCING")
                .on(UpgradeFailed.class)
                .to(STOPPING)
                .by((s, failed, now) -> unwind(s, Ending.UNDONE, now, deadlines))
                .on(UpgradeCancelled.class)
                .to(STOPPING)
                .by((s, cancelled, now) -> unwind(s, Ending.UNDONE, now, deadlines))
                // A grant that was out when it failed can still have been used.
                .on(SwitchCompleted.class)
                .to(STOPPING)
                .by((s, switched, now) -> unwind(s, Ending.SWITCHED, now, deadlines))
                .ignore(ResourcesAllocated.class)
                .ignore(FINDINGS)
                .in(
                        STOPPING,
                        "10 min of trying to put the settings back, then it stops without and raises an alarm",
                        "it is the undo")
                .on(Restored.class)
                .to(STOPPED)
                .emits(SyncStopped.class)
                .by((s, restored, now) -> stop(s))
                .on(Due.class)
                .to(STOPPED)
                .emits(SyncStopped.class)
                .by((s, due, now) -> stop(s))
                .ignore(ResourcesAllocated.class, SwitchCompleted.class, UpgradeCancelled.class, UpgradeFailed.class)
                .ignore(FINDINGS)
                .in(STOPPED, "none: it is an end", "nothing to undo")
                .ignore(ResourcesAllocated.class, SwitchCompleted.class, UpgradeCancelled.class, UpgradeFailed.class)
                .ignore(FINDINGS)
                .ignore(Restored.class)
                .build();
    }

    private static Next<SyncState> tellProgress(SyncState s, Progressed found, Instant now) {
        return s.toldWithin(SyncState.PROGRESS_INTERVAL, now)
                ? Next.state(s)
                : Next.state(s.progressed(found.progress(), now))
                        .emit(new SyncProgressed(s.sagaId(), s.instanceId(), found.progress()));
    }

    private static Next<SyncState> tellCaughtUp(SyncState s, CaughtUp found) {
        if (s.catchUp().now()) {
            return Next.state(s.carriedBy(found.newMasterRunId()));
        }
        SyncState next = s.caughtUp(found.newMasterRunId());
        return Next.state(next)
                .emit(new SyncCaughtUp(
                        s.sagaId(), s.instanceId(), next.catchUp().sequence(), found.lagBytes(), found.findings()));
    }

    private static Next<SyncState> tellFellBehind(SyncState s, FellBehind found) {
        if (!s.catchUp().now()) {
            return Next.state(s);
        }
        SyncState next = s.behind();
        return Next.state(next)
                .emit(new SyncFellBehind(
                        s.sagaId(), s.instanceId(), next.catchUp().sequence(), found.lagBytes(), found.reason()));
    }

    private static Next<SyncState> fail(SyncState s, Reason reason) {
        return Next.state(s.failed()).emit(new SyncFailed(s.sagaId(), s.instanceId(), reason));
    }

    private static Next<SyncState> unwind(SyncState s, Ending ending, Instant now, SyncDeadlines deadlines) {
        return Next.state(s.stopping(ending, now, now.plus(deadlines.restore())));
    }

    private static Next<SyncState> stop(SyncState s) {
        return Next.state(s.stopped()).emit(new SyncStopped(s.sagaId(), s.instanceId()));
    }

    private static Reason tooLate(SyncDeadlines deadlines) {
        return new Reason(
                "SYNC_TOO_SLOW",
                "The new nodes had not caught up " + deadlines.firstCatchUp().toHours()
                        + " hours after they were there.");
    }
}
