package io.baton.e2e.crash;

import java.util.List;
import java.util.Locale;

/** The steps of a switch at which something can be killed: those that switchover-service's README lists, in their order. */
public enum SwitchStep {
    PREPARE,
    RECORD_ATTEMPT,
    HOLD,
    FENCE,
    CATCH_UP,
    COMMIT,
    ROUTE,
    PROMOTE,
    RELEASE,
    COMPLETE,
    LOWER_FENCE("CATCH_UP", true),
    RELEASE_TO_OLD("CATCH_UP", true),
    GIVE_BACK("CATCH_UP", true),
    RECOVER("PROMOTE", false);

    private final String failed;
    private final boolean undo;

    SwitchStep() {
        this(null, false);
    }

    SwitchStep(String failed, boolean undo) {
        this.failed = failed;
        this.undo = undo;
    }

    /** Whether it belongs to an attempt that steps back; it is come to by taking a step for failed. */
    public boolean undo() {
        return undo;
    }

    /** Whether it has an end of its own: to recover is to go through the other steps again. */
    boolean has(When when) {
        return this != RECOVER || when == When.BEFORE;
    }

    /** What the gate is to do so that a switch comes to this step and stops there. */
    List<String> wishes(When when) {
        String stop = when.name().toLowerCase(Locale.ROOT) + " " + name();
        return failed == null ? List.of(stop) : List.of("fail " + failed, stop);
    }

    /** On which side of a step. */
    public enum When {
        BEFORE,
        AFTER
    }
}
