package io.baton.sync.replication.model;

import io.baton.contracts.Endpoint;
import io.baton.contracts.EngineBuild;
import io.baton.contracts.EngineNode;
import io.baton.contracts.Reason;
import io.baton.contracts.SwitchReceipt;
import io.baton.contracts.SyncProgress;
import io.baton.contracts.Topology;
import io.baton.contracts.UpgradeEvent.ResourcesAllocated;
import io.baton.contracts.UpgradeEvent.SwitchCompleted;
import io.baton.contracts.UpgradeEvent.UpgradeCancelled;
import io.baton.contracts.UpgradeEvent.UpgradeFailed;
import io.baton.sync.replication.model.SyncSignals.CaughtUp;
import io.baton.sync.replication.model.SyncSignals.FellBehind;
import io.baton.sync.replication.model.SyncSignals.FullSyncBegan;
import io.baton.sync.replication.model.SyncSignals.GaveUp;
import io.baton.sync.replication.model.SyncSignals.OriginalSettingsRecorded;
import io.baton.sync.replication.model.SyncSignals.OriginalsChanged;
import io.baton.sync.replication.model.SyncSignals.Progressed;
import io.baton.sync.replication.model.SyncSignals.Restored;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Inputs of the saga, as they occur. */
final class Samples {
    static final String UPGRADE = "u-1";
    static final String INSTANCE = "i-1";
    static final EngineNode OLD_MASTER = node("old-master", 46279, "6.2.7");
    static final EngineNode NEW_MASTER = node("new-master", 47015, "7.0.15");
    static final EngineNode NEW_REPLICA = node("new-replica", 47016, "7.0.15");
    static final Topology OLD = new Topology(OLD_MASTER, List.of(), List.of());
    static final Topology NEW = new Topology(NEW_MASTER, List.of(NEW_REPLICA), List.of());

    static final ResourcesAllocated ALLOCATED =
            new ResourcesAllocated(UPGRADE, INSTANCE, OLD, NEW, "instance/i-1/password");
    static final UpgradeCancelled CANCELLED = new UpgradeCancelled(UPGRADE, INSTANCE);
    static final UpgradeFailed FAILED =
            new UpgradeFailed(UPGRADE, INSTANCE, new Reason("SYNC_FAILED", "It did not work."));
    static final SwitchCompleted SWITCHED = new SwitchCompleted(
            UPGRADE,
            INSTANCE,
            1,
            NEW,
            new SwitchReceipt(
                    1,
                    7,
                    4.2,
                    1,
                    0.3,
                    0.2,
                    1,
                    0.4,
                    0.8,
                    60,
                    100,
                    100,
                    3,
                    16,
                    0,
                    0,
                    "6.2.7",
                    "7.0.15",
                    Instant.EPOCH,
                    null),
            Map.of());

    static final OriginalSettingsRecorded RECORDED = new OriginalSettingsRecorded(
            List.of(new NodeSettings(
                    "old-master", List.of(new TemporarySetting("repl-backlog-size", "1048576", "67108864")))),
            0);
    static final OriginalsChanged CHANGED = new OriginalsChanged("old-master", Map.of("repl-backlog-size", "2097152"));
    static final FullSyncBegan FULL_SYNC = new FullSyncBegan(new FullSyncs(1, 1));
    static final Progressed HALF =
            new Progressed(new SyncProgress(SyncProgress.Phase.FULL, 500, 1000, 0, 100, Instant.EPOCH));
    static final CaughtUp CAUGHT_UP = new CaughtUp(0, "run-1", List.of());
    static final FellBehind FELL_BEHIND = new FellBehind(20_000_000, new Reason("LAG_TOO_LARGE", "Too much is left."));
    static final GaveUp GAVE_UP = new GaveUp(new Reason("TOO_MANY_FULL_SYNCS", "5 failed."));
    static final Restored RESTORED = new Restored();

    private Samples() {}

    static EngineNode node(String id, int port, String version) {
        return new EngineNode(id, new Endpoint("127.0.0.1", port), new EngineBuild("REDIS", version));
    }

    /** A synchronisation whose settings are recorded. */
    static SyncState syncing() {
        return SyncState.awaiting(UPGRADE, INSTANCE)
                .syncing(ALLOCATED, Instant.EPOCH, Instant.EPOCH.plusSeconds(60))
                .recorded(RECORDED.settings(), 0);
    }
}
