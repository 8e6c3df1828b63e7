package io.baton.local;

/** A setting or option that can't be used: nothing was started for it, and the exit code is 2. */
public final class BadSetting extends UserError {

    private static final long serialVersionUID = 1L;

    public BadSetting(String format, Object... arguments) {
        super(format, arguments);
    }
}
