package io.baton.upgrade.upgrading.model;

import java.time.Duration;

/**
 * How long an upgrade may take, kept with it so that a change of the settings never touches one that runs.
 *
 * @param allocation from the request to new nodes
 * @param synchronisation for each stay in SYNCING
 * @param waiting from being caught up to the switch, where the switch time is NOW
 * @param windows how many maintenance windows may pass unused
 * @param grant how long a grant for NOW is good; one in a maintenance window is good until that closes
 * @param grantMargin how long after its closing a grant may stay out before it is asked back
 * @param recallEvery how often a grant that stays out is asked back
 * @param shortestGrant a window that is open for less than this is not used any more
 * @param backOff the pause after the first missed grant; it doubles with each further one
 * @param longestBackOff what it doubles to at most
 * @param overdue after how long in FINISHING, CANCELLING or FAILING operators hear of it
 */
public record UpgradeLimits(
        Duration allocation,
        Duration synchronisation,
        Duration waiting,
        int windows,
        Duration grant,
        Duration grantMargin,
        Duration recallEvery,
        Duration shortestGrant,
        Duration backOff,
        Duration longestBackOff,
        Duration overdue) {

    private static final int DOUBLINGS = 16;

    /** The pause after that many missed grants in a row. */
    Duration pauseAfter(int missed) {
        Duration pause = backOff.multipliedBy(1L << Math.min(missed - 1, DOUBLINGS));
        return pause.compareTo(longestBackOff) > 0 ? longestBackOff : pause;
    }
}
