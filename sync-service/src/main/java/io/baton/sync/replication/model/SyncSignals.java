package io.baton.sync.replication.model;

import io.baton.contracts.Finding;
import io.baton.contracts.Reason;
import io.baton.contracts.SyncProgress;
import java.util.List;

/** What the worker tells the saga. */
public interface SyncSignals {

    /** What will be changed and what it was before: told before the first change is made. */
    record OriginalSettingsRecorded(List<NodeSettings> settings, long fullSyncCounter) {}

    /** How far it is. */
    record Progressed(SyncProgress progress) {}

    /** A full synchronisation has begun. */
    record FullSyncBegan(FullSyncs fullSyncs) {}

    /** The new nodes have all but the last bytes, and what replication doesn't bring; the findings are warnings. */
    record CaughtUp(long lagBytes, String newMasterRunId, List<Finding> findings) {
        public CaughtUp {
            findings = List.copyOf(findings);
        }
    }

    /** They no longer have. */
    record FellBehind(long lagBytes, Reason reason) {}

    /** It can't succeed. */
    record GaveUp(Reason reason) {}

    /** Every setting is back. */
    record Restored() {}
}
