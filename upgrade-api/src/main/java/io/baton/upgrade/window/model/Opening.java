package io.baton.upgrade.window.model;

import java.time.Duration;
import java.time.Instant;

/**
 * One time that a maintenance window is open: from {@code opensAt} until just before {@code closesAt}.
 */
public record Opening(Instant opensAt, Instant closesAt) {

    public boolean containsInstant(Instant instant) {
        return !instant.isBefore(opensAt) && instant.isBefore(closesAt);
    }

    /** Whether a switch that begins at the instant, or when this opens, has at least that long. */
    public boolean leaves(Duration time, Instant instant) {
        Instant begin = instant.isAfter(opensAt) ? instant : opensAt;
        return !begin.plus(time).isAfter(closesAt);
    }
}
