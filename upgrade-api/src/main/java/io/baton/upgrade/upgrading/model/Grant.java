package io.baton.upgrade.upgrading.model;

import java.time.Instant;

/**
 * A grant that is out.
 *
 * @param recalledAt when it was last asked back, or null
 */
public record Grant(int attempt, Instant opensAt, Instant closesAt, Instant recalledAt) {

    Grant recalled(Instant now) {
        return new Grant(attempt, opensAt, closesAt, now);
    }
}
