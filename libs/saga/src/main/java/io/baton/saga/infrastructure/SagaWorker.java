package io.baton.saga.infrastructure;

import io.baton.saga.model.Saga;
import io.baton.saga.model.SagaState;

/**
 * Does the long work of a saga: whatever talks to engines, proxies or processes. It runs outside of any transaction,
 * holds the saga's lease while it does, and tells what it found by {@link Lease#signal}.
 */
public interface SagaWorker<S extends SagaState<?>> {

    /** The saga that it drives. */
    Saga<?, S> saga();

    /**
     * Drives until the state asks for no work any more ({@link SagaState#workAt()} is null or lies ahead). Must be
     * able to begin anywhere: the process before this one may have died at any point.
     *
     * @throws LeaseLostException if another replica took over
     * @throws InterruptedException if this process is stopping
     * @throws Exception anything else is logged, and the saga is driven again a little later
     */
    void drive(Lease<S> lease) throws Exception;
}
