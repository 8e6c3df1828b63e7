package io.baton.upgrade.console.model;

import io.baton.contracts.SyncProgress;
import io.baton.upgrade.upgrading.model.SyncStatus;

/**
 * How far the synchronisation is.
 *
 * @param percent of the snapshot
 * @param snapshot what has arrived of it
 * @param left of it
 * @param lag bytes of the stream that the new master has not acknowledged
 */
public record SyncView(boolean known, int percent, String snapshot, String left, String rate, String lag, String half) {

    private static final int ALL = 100;

    static SyncView of(SyncStatus sync) {
        SyncProgress progress = sync.progress();
        boolean caughtUp = sync.caughtUp();
        String lag = Words.bytes(sync.lagBytes());
        if (progress == null) {
            return new SyncView(caughtUp, caughtUp ? ALL : 0, "not told", "none", "not told", lag, "Caught up");
        }
        long total = progress.totalBytes();
        long left = Math.max(0, total - progress.syncedBytes());
        // The last progress may be older than the news of having caught up.
        boolean full = progress.phase() == SyncProgress.Phase.FULL && !caughtUp;
        int percent = full && total > 0
                ? (int) (ALL * Math.min(1.0, (double) progress.syncedBytes() / total))
                : full ? 0 : ALL;
        return new SyncView(
                true,
                percent,
                snapshot(full, progress.syncedBytes(), total),
                full ? (total > 0 ? Words.bytes(left) : "not known yet") : "none",
                Words.bytes(progress.bytesPerSecond()) + "/s",
                lag,
                caughtUp ? "Caught up" : full ? "Snapshot travels" : "Catching up");
    }

    /** Nothing of it arrives while the old master still writes it; what is over is told without a number. */
    private static String snapshot(boolean full, long synced, long total) {
        if (synced == 0 && total == 0) {
            return full ? "being written" : "all of it";
        }
        return Words.bytes(synced) + (total > 0 ? " of " + Words.bytes(total) : "");
    }
}
