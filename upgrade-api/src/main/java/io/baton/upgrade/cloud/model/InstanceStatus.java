package io.baton.upgrade.cloud.model;

import io.baton.upgrade.instances.model.InstancePhase;

/** The numbers of an instance's state in that cloud. */
public final class InstanceStatus {

    private static final int NOT_INITIALISED = 0;
    private static final int IN_FLOW = 1;
    private static final int RUNNING = 2;
    private static final int ISOLATED = -2;

    private InstanceStatus() {}

    public static int of(InstancePhase phase) {
        return switch (phase) {
            case NEW, CREATING, FAILED -> NOT_INITIALISED;
            case UPGRADING -> IN_FLOW;
            case RUNNING -> RUNNING;
            case DELETING, DELETED -> ISOLATED;
        };
    }
}
