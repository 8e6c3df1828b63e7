package io.baton.sync.replication.model;

import java.time.Duration;

/**
 * What counts as caught up, and when there is no more hope.
 *
 * @param lagBytes less than this is left to replicate: caught up
 * @param acknowledgementSeconds the last acknowledgement is at most this old
 * @param grace trouble that is shorter is not worth telling
 * @param steady after it fell behind: how long all must be well before it has caught up again
 * @param fullSyncs so many full synchronisations may fail in a row
 * @param linkless the link may be down for so long without a snapshot travelling
 * @param lost a new node may be out of reach for so long
 * @param quietProgress once caught up, progress is told this often at most
 */
public record SyncLimits(
        long lagBytes,
        long acknowledgementSeconds,
        Duration grace,
        Duration steady,
        int fullSyncs,
        Duration linkless,
        Duration lost,
        Duration quietProgress) {
    public static final SyncLimits DEFAULT = new SyncLimits(
            10_000_000,
            1,
            Duration.ofSeconds(1),
            Duration.ofMillis(500),
            5,
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Duration.ofSeconds(5));
}
