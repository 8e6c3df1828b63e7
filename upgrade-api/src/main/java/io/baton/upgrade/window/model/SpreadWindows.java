package io.baton.upgrade.window.model;

import java.time.Duration;

/** Windows for those who have named none: of different instances at different times, as not all can switch at once. */
public final class SpreadWindows {

    private static final Duration STEP = Duration.ofMinutes(15);

    private SpreadWindows() {}

    /**
     * The window of one instance: always the same for the same id.
     *
     * @param first the earliest one
     * @param spread how much later the latest one begins; less than a quarter of an hour: all are the first
     */
    public static MaintenanceWindow of(MaintenanceWindow first, Duration spread, String instanceId) {
        long steps = spread.dividedBy(STEP) + 1;
        Duration later = STEP.multipliedBy(Math.floorMod(instanceId.hashCode(), steps));
        return new MaintenanceWindow(first.start().plus(later), first.end().plus(later), first.zone(), first.days());
    }
}
