package io.baton.upgrade.upgrading.model;

/** Where an upgrade is; all but {@link #NEW} are public. */
public enum UpgradePhase {
    /** Not submitted: only events that came before their cause can wait here. */
    NEW,
    REQUESTED,
    ALLOCATING,
    SYNCING,
    WAITING_FOR_WINDOW,
    SWITCHING,
    FINISHING,
    COMPLETED,
    CANCELLING,
    CANCELLED,
    FAILING,
    FAILED;

    /** Whether nothing can follow. */
    public boolean ended() {
        return this == COMPLETED || this == CANCELLED || this == FAILED;
    }
}
