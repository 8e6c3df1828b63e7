package io.baton.local;

/** Something that the person at the terminal can put right: shown as one line, without a stack trace. */
public class UserError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public UserError(String message) {
        super(message, null, false, false);
    }

    public UserError(String format, Object... arguments) {
        this(String.format(format, arguments));
    }
}
