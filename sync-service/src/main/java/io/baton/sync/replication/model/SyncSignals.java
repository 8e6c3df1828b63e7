package io.baton.sync.replication.model;

import io.baton.contracts.Finding;
import io.baton.contracts.Reason;
import io.baton.contracts.SyncProgress;
import java.util.List;
import java.util.Map;

/** What the worker tells the saga. */
public interface SyncSignals {

    /** What will be changed and what it was before: told before the first change is made. */
    record OriginalSettingsRecorded(List<NodeSettings> settings, long fullSyncCounter) {}

    /** Somebody has changed settings of the old master: what a new node gets back is theirs. */
    record OriginalsChanged(String nodeId, Map<String, String> originals) {}

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
