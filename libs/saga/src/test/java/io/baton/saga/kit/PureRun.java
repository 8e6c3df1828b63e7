package io.baton.saga.kit;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.contracts.BatonEvent;
import io.baton.saga.model.Decision;
import io.baton.saga.model.Decision.Applied;
import io.baton.saga.model.Decision.Deferred;
import io.baton.saga.model.Decision.Rejected;
import io.baton.saga.model.Due;
import io.baton.saga.model.Saga;
import io.baton.saga.model.SagaState;
import io.baton.saga.model.Transition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Drives the pure function of one saga, as the executor would with a database. */
final class PureRun<P extends Enum<P>, S extends SagaState<P>> {
    static final Instant START = Instant.parse("2026-03-02T10:00:00Z");

    private final Saga<P, S> saga;
    private final Function<S, Object> ownSignal;
    private final List<BatonEvent> emitted = new ArrayList<>();
    private final List<Object> deferred = new ArrayList<>();
    private final List<Object> untimely = new ArrayList<>();
    private final Set<Transition<?, ?, ?>> reached = new LinkedHashSet<>();
    private final List<String> rejections = new ArrayList<>();
    private Instant now = START;
    private S state;

    PureRun(Saga<P, S> saga, String sagaId, String instanceId, Function<S, Object> ownSignal) {
        this.saga = saga;
        this.ownSignal = ownSignal;
        this.state = saga.born(sagaId, instanceId);
    }

    S state() {
        return state;
    }

    Set<Transition<?, ?, ?>> reached() {
        return reached;
    }

    List<String> rejections() {
        return rejections;
    }

    /** How many events of each type were sent. */
    Map<String, Long> sent() {
        return emitted.stream().collect(Collectors.groupingBy(BatonEvent::topic, Collectors.counting()));
    }

    List<BatonEvent> emitted() {
        return emitted;
    }

    void deliverAll(List<Object> inputs) {
        inputs.forEach(this::deliver);
    }

    /** A signal that is not its turn yet waits, as the worker that gives it would not have come so far. */
    void deliver(Object input) {
        Decision<S> decision = decide(input);
        boolean signal = !(input instanceof BatonEvent);
        if (decision instanceof Applied<S>) {
            Object own = ownSignal.apply(state);
            if (own != null) {
                deliver(own);
            }
            retry();
        } else if (decision instanceof Deferred<S>) {
            deferred.add(input);
        } else if (signal) {
            untimely.add(input);
        } else if (decision instanceof Rejected<S> rejected) {
            rejections.add(rejected.why());
        }
    }

    /** One decision; what it leads to becomes the state. Deciding twice must decide the same: it is a function. */
    Decision<S> decide(Object input) {
        if (input instanceof Due && state.dueAt() != null && state.dueAt().isAfter(now)) {
            now = state.dueAt();
        }
        Decision<S> decision = saga.decide(state, input, now);
        if (decision instanceof Applied<S> applied) {
            assertThat(((Applied<S>) saga.decide(state, input, now)).next())
                    .as("%s decided twice", applied.transition().label())
                    .isEqualTo(applied.next());
            reached.add(applied.transition());
            state = applied.next().state();
            emitted.addAll(applied.next().events());
        }
        return decision;
    }

    private void retry() {
        for (List<Object> waiting : List.of(deferred, untimely)) {
            List<Object> again = new ArrayList<>(waiting);
            waiting.clear();
            again.forEach(this::deliver);
        }
    }
}
