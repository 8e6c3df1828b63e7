package io.baton.saga.model;

import java.time.Instant;

/**
 * The state of one saga: an immutable value, kept as JSON.
 *
 * @param <P> the phases that it goes through
 */
public interface SagaState<P extends Enum<P>> {

    /** The id under which it is kept: the upgrade's or the instance's. */
    String sagaId();

    /** The instance that it is about; the key of every event that it sends. */
    String instanceId();

    /** Where it is. */
    P phase();

    /** When {@link Due} is to be applied unless something happens before: a deadline or a timer. Null: never. */
    default Instant dueAt() {
        return null;
    }

    /** From when on a worker shall drive it. Null: it only waits for events. */
    default Instant workAt() {
        return null;
    }
}
