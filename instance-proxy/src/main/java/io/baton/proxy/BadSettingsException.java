package io.baton.proxy;

/** The proxy can't be what its configuration asks for; the message is one readable line. */
public final class BadSettingsException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public BadSettingsException(String message) {
        super(message);
    }
}
