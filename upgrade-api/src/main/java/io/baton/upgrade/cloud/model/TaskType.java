package io.baton.upgrade.cloud.model;

import io.baton.upgrade.upgrading.model.UpgradeKind;
import java.util.Arrays;
import java.util.Optional;

/** The managed cloud's numbers for what a task does. */
public enum TaskType {
    VERSION("043", UpgradeKind.MAJOR),
    SMALL_VERSION("060", UpgradeKind.MINOR);

    private final String code;
    private final UpgradeKind kind;

    TaskType(String code, UpgradeKind kind) {
        this.code = code;
        this.kind = kind;
    }

    public String code() {
        return code;
    }

    public UpgradeKind kind() {
        return kind;
    }

    public static TaskType of(UpgradeKind kind) {
        return kind == UpgradeKind.MAJOR ? VERSION : SMALL_VERSION;
    }

    /** @return the type; empty if Baton has no tasks of it */
    public static Optional<TaskType> find(String code) {
        return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
    }
}
