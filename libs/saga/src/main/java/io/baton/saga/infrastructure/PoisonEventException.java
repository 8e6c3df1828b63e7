package io.baton.saga.infrastructure;

/** A record that can never be handled, however often it is tried: it belongs on the dead-letter topic. */
public class PoisonEventException extends RuntimeException {
    public PoisonEventException(String message) {
        super(message);
    }
}
