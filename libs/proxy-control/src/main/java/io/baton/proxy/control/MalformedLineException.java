package io.baton.proxy.control;

/** A line that is not a message of this protocol; the message says what is wrong with it, without quoting it. */
public final class MalformedLineException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public MalformedLineException(String message) {
        super(message);
    }
}
