package io.baton.upgrade.upgrading.model;

import io.baton.contracts.Finding;
import io.baton.upgrade.window.model.MaintenanceWindow;
import java.util.List;

/** What this service itself tells an upgrade. */
public interface UpgradeSignals {

    /** The user has asked for it, and it was checked. */
    record Submitted(
            UpgradePlan plan,
            SwitchTime switchTime,
            MaintenanceWindow window,
            UpgradeLimits limits,
            List<Finding> findings) {}

    /** The user wants it to end without a switch. */
    record Cancel() {}

    /** The user does not want to wait for the maintenance window any more. */
    record SwitchNow() {}

    /** The instance's maintenance window has changed. */
    record WindowChanged(MaintenanceWindow window) {}
}
