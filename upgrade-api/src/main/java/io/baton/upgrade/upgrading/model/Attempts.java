package io.baton.upgrade.upgrading.model;

import io.baton.contracts.Reason;
import io.baton.upgrade.window.model.Opening;
import java.time.Duration;
import java.time.Instant;

/**
 * The grants of an upgrade: the one that is out, those that came back, and when the next one may go out.
 *
 * @param granted how many grants have gone out
 * @param grant the one that is out, or null
 * @param missedInARow how many have come back unused, in this window or since the switch time is NOW
 * @param retryAt no grant before it; null after no missed one
 * @param giveUpAt when waiting for a switch NOW ends; null until it begins
 * @param opening the maintenance window that is waited for or used; null until the upgrade has caught up
 * @param missedWindows how many windows have passed unused
 * @param lastMissed why the last grant came back
 */
public record Attempts(
        int granted,
        Grant grant,
        int missedInARow,
        Instant retryAt,
        Instant giveUpAt,
        Opening opening,
        int missedWindows,
        Reason lastMissed) {

    static Attempts none() {
        return new Attempts(0, null, 0, null, null, null, 0, null);
    }

    Attempts granting(Instant now, Instant closesAt) {
        Grant next = new Grant(granted + 1, now, closesAt, null);
        return new Attempts(granted + 1, next, missedInARow, null, giveUpAt, opening, missedWindows, lastMissed);
    }

    Attempts recalling(Instant now) {
        return new Attempts(
                granted, grant.recalled(now), missedInARow, retryAt, giveUpAt, opening, missedWindows, lastMissed);
    }

    Attempts missed(Reason reason, Instant nextNotBefore) {
        return new Attempts(granted, null, missedInARow + 1, nextNotBefore, giveUpAt, opening, missedWindows, reason);
    }

    Attempts used() {
        return new Attempts(granted, null, 0, null, null, null, missedWindows, lastMissed);
    }

    Attempts givingUpAt(Instant instant) {
        return new Attempts(granted, grant, missedInARow, retryAt, instant, null, missedWindows, lastMissed);
    }

    Attempts givingUpLater(Duration by) {
        return giveUpAt == null
                ? this
                : new Attempts(
                        granted, grant, missedInARow, retryAt, giveUpAt.plus(by), opening, missedWindows, lastMissed);
    }

    /** Waits for another opening; the back-off begins anew. */
    Attempts waitingFor(Opening next, int nowMissedWindows) {
        return new Attempts(granted, grant, 0, null, null, next, nowMissedWindows, lastMissed);
    }

    /** Forgets the window that was waited for: the user has changed what to wait for. */
    Attempts withoutOpening() {
        return new Attempts(granted, grant, missedInARow, retryAt, giveUpAt, null, missedWindows, lastMissed);
    }

    /** The user wants it now: no back-off. */
    Attempts atOnce() {
        return new Attempts(granted, grant, 0, null, null, null, missedWindows, lastMissed);
    }
}
