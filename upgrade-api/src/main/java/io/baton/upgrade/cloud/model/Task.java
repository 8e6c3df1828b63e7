package io.baton.upgrade.cloud.model;

import io.baton.upgrade.upgrading.model.UpgradePhase;
import io.baton.upgrade.upgrading.model.UpgradeState;

/**
 * An upgrade as a task.
 *
 * @param id a number that never changes
 * @param instanceName what its instance is called, or was
 */
public record Task(long id, UpgradeState upgrade, String instanceName) {

    public TaskStatus status() {
        return TaskStatus.of(upgrade.phase());
    }

    public TaskType type() {
        return TaskType.of(upgrade.plan().kind());
    }

    /** Why it did not succeed; empty while it may, and when it has. */
    public String message() {
        if (upgrade.phase() == UpgradePhase.CANCELLED) {
            return "The upgrade was cancelled; the instance is as before.";
        }
        return upgrade.phase() == UpgradePhase.FAILED && upgrade.failure() != null
                ? upgrade.failure().code() + ": " + upgrade.failure().message()
                : "";
    }
}
