package io.baton.upgrade.window.model;

/** A maintenance window that can't be; the message says what is wrong and what is allowed. */
public final class InvalidWindowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String field;

    public InvalidWindowException(String field, String message) {
        super(message);
        this.field = field;
    }

    /** The part that is wrong: start, end, zone or days. */
    public String field() {
        return field;
    }
}
