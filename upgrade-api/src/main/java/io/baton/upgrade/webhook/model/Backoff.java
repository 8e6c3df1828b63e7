package io.baton.upgrade.webhook.model;

import java.time.Duration;

/**
 * The pauses between attempts: they double, up to the longest one. Each is shortened by up to a quarter, by chance, so that
 * all that failed together does not come again together.
 */
public record Backoff(Duration first, Duration longest) {

    private static final double MOST_TAKEN_OFF = 0.25;
    private static final int MOST_DOUBLINGS = 30;

    /**
     * The pause after an attempt that failed.
     *
     * @param attempts how many there were, at least 1
     * @param chance from 0 (inclusive) to 1 (exclusive)
     */
    public Duration after(int attempts, double chance) {
        long doubled = first.toMillis() << Math.min(attempts - 1, MOST_DOUBLINGS);
        long pause = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(Math.round(pause * (1 - MOST_TAKEN_OFF * chance)));
    }
}
