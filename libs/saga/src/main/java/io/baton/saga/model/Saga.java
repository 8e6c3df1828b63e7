package io.baton.saga.model;

import io.baton.contracts.BatonEvent;
import io.baton.saga.model.Decision.Applied;
import io.baton.saga.model.Decision.Deferred;
import io.baton.saga.model.Decision.Ignored;
import io.baton.saga.model.Decision.Rejected;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A saga as data: its phases and its transitions. What to do about an input is looked up in this one table, so that the
 * documentation, the tests and the running service can't disagree. An input that no line names is rejected.
 */
public final class Saga<P extends Enum<P>, S extends SagaState<P>> {
    private final String name;
    private final Class<S> stateType;
    private final BiFunction<String, String, S> birth;
    private final Function<BatonEvent, String> key;
    private final Map<P, Phase<P>> phases;
    private final Map<P, Map<Class<?>, Transition<P, S, ?>>> transitions;

    Saga(
            String name,
            Class<S> stateType,
            BiFunction<String, String, S> birth,
            Function<BatonEvent, String> key,
            Map<P, Phase<P>> phases,
            Map<P, Map<Class<?>, Transition<P, S, ?>>> transitions) {
        this.name = name;
        this.stateType = stateType;
        this.birth = birth;
        this.key = key;
        this.phases = new LinkedHashMap<>(phases);
        this.transitions = new LinkedHashMap<>(transitions);
    }

    /**
     * Begins the definition of a saga.
     *
     * @param birth makes the state before the first input, from the saga's id and the instance's
     */
    public static <P extends Enum<P>, S extends SagaState<P>> SagaBuilder<P, S> named(
            String name, Class<S> stateType, BiFunction<String, String, S> birth) {
        return new SagaBuilder<>(name, stateType, birth);
    }

    public String name() {
        return name;
    }

    public Class<S> stateType() {
        return stateType;
    }

    /** The state before anything happened. */
    public S born(String sagaId, String instanceId) {
        return birth.apply(sagaId, instanceId);
    }

    /** The saga that an event belongs to. */
    public String sagaIdOf(BatonEvent event) {
        return key.apply(event);
    }

    /** Decides about an input. Pure: the caller persists what comes out. */
    public Decision<S> decide(S state, Object input, Instant now) {
        Phase<P> phase = phases.get(state.phase());
        if (phase == null) {
            throw new IllegalStateException(name + " has no phase " + state.phase());
        }
        Transition<P, S, ?> transition =
                transitions.getOrDefault(state.phase(), Map.of()).get(input.getClass());
        if (transition != null) {
            return new Applied<>(transition, apply(transition, state, input, now));
        }
        if (phase.ignored().contains(input.getClass())) {
            return new Ignored<>();
        }
        if (phase.deferred().contains(input.getClass())) {
            return new Deferred<>();
        }
        return new Rejected<>(name + " can't take " + input.getClass().getSimpleName() + " in " + state.phase());
    }

    private <I> Next<S> apply(Transition<P, S, I> transition, S state, Object input, Instant now) {
        Next<S> next = transition.rule().apply(state, transition.input().cast(input), now);
        if (!transition.to().contains(next.state().phase())) {
            throw new IllegalStateException(
                    transition.label() + " leads to " + next.state().phase() + ", which the table doesn't list");
        }
        for (BatonEvent event : next.events()) {
            if (!transition.emits().contains(event.getClass())) {
                throw new IllegalStateException(
                        transition.label() + " sends " + event.topic() + ", which the table doesn't list");
            }
        }
        return next;
    }

    /** The events that this saga reacts to in some phase: the topics to subscribe to. */
    public Set<Class<?>> events() {
        Set<Class<?>> events = new LinkedHashSet<>();
        transitions.values().forEach(row -> events.addAll(row.keySet()));
        events.removeIf(input -> !BatonEvent.class.isAssignableFrom(input));
        return events;
    }

    /** Whether some phase has a transition for this input. */
    public boolean hears(Class<?> input) {
        return transitions.values().stream().anyMatch(row -> row.containsKey(input));
    }

    public Collection<Phase<P>> phases() {
        return phases.values();
    }

    public List<Transition<P, S, ?>> transitions() {
        return transitions.values().stream()
                .<Transition<P, S, ?>>flatMap(row -> row.values().stream())
                .toList();
    }
}
