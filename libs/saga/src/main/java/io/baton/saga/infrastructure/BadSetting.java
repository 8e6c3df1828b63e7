package io.baton.saga.infrastructure;

import io.quarkus.runtime.PreventFurtherStepsException;

/**
 * A setting that a service can't use. Thrown while it starts, it ends the process with one line and exit code 2: another start
 * would not help, so nobody should try one.
 */
public final class BadSetting {

    static final int EXIT_CODE = 2;

    private BadSetting() {}

    /** @param message names the setting, what is wrong with it and what is allowed; no secret */
    public static PreventFurtherStepsException because(String message) {
        return new PreventFurtherStepsException("Bad setting: " + message, EXIT_CODE);
    }
}
