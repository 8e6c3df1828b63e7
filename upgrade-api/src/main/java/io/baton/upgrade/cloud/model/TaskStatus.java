package io.baton.upgrade.cloud.model;

import io.baton.upgrade.upgrading.model.UpgradePhase;
import java.util.Arrays;
import java.util.List;

/** How a task is doing, in that cloud's words and numbers. A cancelled upgrade is a failed task whose message says so. */
public enum TaskStatus {
    PREPARING("preparing", 0),
    RUNNING("running", 1),
    SUCCEEDED("succeed", 2),
    FAILED("failed", 4);

    private final String text;
    private final int result;

    TaskStatus(String text, int result) {
        this.text = text;
        this.result = result;
    }

    public String text() {
        return text;
    }

    public int result() {
        return result;
    }

    public static TaskStatus of(UpgradePhase phase) {
        return switch (phase) {
            case NEW, REQUESTED -> PREPARING;
            case ALLOCATING, SYNCING, WAITING_FOR_WINDOW, SWITCHING, FINISHING, CANCELLING, FAILING -> RUNNING;
            case COMPLETED -> SUCCEEDED;
            case CANCELLED, FAILED -> FAILED;
        };
    }

    /** The phases that are told as this number. */
    public static List<UpgradePhase> phasesOf(long result) {
        return Arrays.stream(UpgradePhase.values())
                .filter(phase -> phase != UpgradePhase.NEW && of(phase).result == result)
                .toList();
    }
}
