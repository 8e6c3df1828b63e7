package io.baton.saga.model;

import io.baton.contracts.BatonEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * What a transition leads to: a state, the events that tell the other services, and the signals that tell the other
 * sagas of this one. All of it commits together.
 */
public record Next<S>(S state, List<BatonEvent> events, List<Tell> tells) {

    public Next {
        events = List.copyOf(events);
        tells = List.copyOf(tells);
    }

    public static <S> Next<S> state(S state) {
        return new Next<>(state, List.of(), List.of());
    }

    public Next<S> emit(BatonEvent event) {
        List<BatonEvent> more = new ArrayList<>(events);
        more.add(event);
        return new Next<>(state, more, tells);
    }

    public Next<S> tell(String saga, String sagaId, Object signal) {
        List<Tell> more = new ArrayList<>(tells);
        more.add(new Tell(saga, sagaId, signal));
        return new Next<>(state, events, more);
    }
}
