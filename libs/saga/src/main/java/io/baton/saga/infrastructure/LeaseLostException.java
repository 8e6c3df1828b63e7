package io.baton.saga.infrastructure;

/** Another replica drives this saga now: whoever gets this stops without touching anything any more. */
public class LeaseLostException extends RuntimeException {
    public LeaseLostException() {
        super("The lease is lost");
    }
}
