package io.baton.upgrade.queue.application;

import io.baton.upgrade.queue.model.QueuePlace;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Knows who waits for a turn, and at which place. */
public interface Queue {

    /** The places of those sagas that wait; the others are not in the answer. */
    Map<String, QueuePlace> places(Collection<String> sagaIds);

    /** The place of one; empty unless it waits. */
    default Optional<QueuePlace> place(String sagaId) {
        return Optional.ofNullable(places(Set.of(sagaId)).get(sagaId));
    }
}
