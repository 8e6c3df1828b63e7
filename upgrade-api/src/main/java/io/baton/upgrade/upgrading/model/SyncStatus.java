package io.baton.upgrade.upgrading.model;

import io.baton.contracts.SyncProgress;

/**
 * How the synchronisation is doing, as sync-service tells it.
 *
 * @param sequence the highest one heard; what has a lower one is late
 * @param caughtUp whether the highest one said caught up
 * @param lagBytes bytes that the new master has not acknowledged
 * @param progress the last progress heard, or null
 */
public record SyncStatus(long sequence, boolean caughtUp, long lagBytes, SyncProgress progress) {

    static SyncStatus unknown() {
        return new SyncStatus(0, false, 0, null);
    }

    SyncStatus caughtUp(long newSequence, long lag) {
        return newSequence <= sequence ? this : new SyncStatus(newSequence, true, lag, progress);
    }

    SyncStatus fellBehind(long newSequence, long lag) {
        return newSequence <= sequence ? this : new SyncStatus(newSequence, false, lag, progress);
    }

    SyncStatus progressed(SyncProgress newProgress) {
        return new SyncStatus(sequence, caughtUp, newProgress.lagBytes(), newProgress);
    }
}
