package io.baton.saga.infrastructure;

import io.baton.saga.model.SagaState;
import java.time.Duration;

/** The right to drive one saga, held by one replica at a time and renewed while it does. */
public interface Lease<S extends SagaState<?>> {

    /** The state as last seen here. */
    S state();

    /** Rises with every holder. */
    long token();

    /**
     * Reads the state again.
     *
     * @throws LeaseLostException if it is somebody else's by now
     */
    S refresh();

    /**
     * Applies a signal and returns the state after it.
     *
     * @throws LeaseLostException if it is somebody else's by now; nothing has changed then
     */
    S signal(Object signal);

    /**
     * As {@link #signal}, for one that may be forgotten: the commit does not wait for the disk, which others wait for too.
     *
     * @throws LeaseLostException if it is somebody else's by now; nothing has changed then
     */
    S rehearse(Object signal);

    /** Waits until the saga changes, at most this long, and reads it again. */
    S awaitChange(Duration atMost) throws InterruptedException;

    /**
     * To be asked before each effect that another holder could get hurt by.
     *
     * @throws LeaseLostException unless it is held for at least this long from now on
     */
    void ensureHeldFor(Duration margin);
}
