package io.baton.upgrade.upgrading.model;

/** When the user wants the traffic to be handed over. */
public enum SwitchTime {
    /** As soon as the new nodes have caught up. */
    NOW,
    /** While the instance's maintenance window is open. */
    MAINTENANCE_WINDOW
}
