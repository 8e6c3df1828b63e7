package io.baton.upgrade.cloud.model;

import io.baton.upgrade.upgrading.model.UpgradePhase;

/** The numbers of a data synchronisation's state in that cloud. */
public final class SyncJob {

    private static final int CREATING = 1;
    private static final int RUNNING = 7;
    private static final int READY = 8;
    private static final int SUCCEEDED = 9;
    private static final int FAILED = 10;
    private static final int STOPPING = 11;
    private static final int COMPLETING = 12;

    private SyncJob() {}

    public static int status(UpgradePhase phase) {
        return switch (phase) {
            case NEW, REQUESTED, ALLOCATING -> CREATING;
            case SYNCING -> RUNNING;
            case WAITING_FOR_WINDOW -> READY;
            case SWITCHING, FINISHING -> COMPLETING;
            case COMPLETED -> SUCCEEDED;
            case CANCELLING, FAILING -> STOPPING;
            case CANCELLED, FAILED -> FAILED;
        };
    }
}
