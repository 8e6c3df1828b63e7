package io.baton.saga.infrastructure;

import java.time.Duration;

/** How long a stage of an upgrade can take: from a second to a whole day in a window that is waited for. */
public final class StageDurations {

    private static final Duration[] BUCKETS = {
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(15),
        Duration.ofMinutes(1),
        Duration.ofMinutes(5),
        Duration.ofMinutes(30),
        Duration.ofHours(2),
        Duration.ofHours(12),
        Duration.ofHours(24)
    };

    private StageDurations() {}

    /** @return the bounds of the buckets of a histogram */
    public static Duration[] buckets() {
        return BUCKETS.clone();
    }
}
