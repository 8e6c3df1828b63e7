package io.baton.sync.replication.model;

import java.time.Duration;

/**
 * How long the saga waits.
 *
 * @param firstCatchUp from the new nodes to the first catch-up; then it has failed
 * @param restore for putting settings back; then it stops without, and says so loudly
 */
public record SyncDeadlines(Duration firstCatchUp, Duration restore) {
    public static final SyncDeadlines DEFAULT = new SyncDeadlines(Duration.ofHours(24), Duration.ofMinutes(10));
}
