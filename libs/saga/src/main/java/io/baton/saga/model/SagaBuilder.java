package io.baton.saga.model;

import io.baton.contracts.BatonEvent;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Writes a saga's table so that it reads as a sentence: {@code in(SYNCING).on(SyncFailed.class).to(FAILING).by(…)}.
 */
public final class SagaBuilder<P extends Enum<P>, S extends SagaState<P>> {
    private final String name;
    private final Class<S> stateType;
    private final BiFunction<String, String, S> birth;
    private final Map<P, Phase<P>> phases = new LinkedHashMap<>();
    private final Map<P, Map<Class<?>, Transition<P, S, ?>>> transitions = new LinkedHashMap<>();
    private Function<BatonEvent, String> key = BatonEvent::sagaId;

    SagaBuilder(String name, Class<S> stateType, BiFunction<String, String, S> birth) {
        this.name = name;
        this.stateType = stateType;
        this.birth = birth;
    }

    /** One saga for each instance instead of one for each upgrade. */
    public SagaBuilder<P, S> perInstance() {
        key = BatonEvent::instanceId;
        return this;
    }

    /**
     * A phase.
     *
     * @param deadline what ends it if nothing happens
     * @param undo what undoes it
     */
    public InPhase in(P phase, String deadline, String undo) {
        if (phases.put(phase, new Phase<>(phase, deadline, undo, new LinkedHashSet<>(), new LinkedHashSet<>()))
                != null) {
            throw new IllegalArgumentException(name + " has " + phase + " twice");
        }
        return new InPhase(phases.get(phase));
    }

    /** The lines of one phase. */
    public final class InPhase {
        private final Phase<P> phase;

        private InPhase(Phase<P> phase) {
            this.phase = phase;
        }

        public <I> OnInput<I> on(Class<I> input) {
            return new OnInput<>(this, input);
        }

        /** Late or repeated here: changes nothing. */
        public InPhase ignore(Class<?>... inputs) {
            phase.ignored().addAll(Arrays.asList(inputs));
            return this;
        }

        /** Before its cause here: kept until the next change. */
        public InPhase defer(Class<?>... inputs) {
            phase.deferred().addAll(Arrays.asList(inputs));
            return this;
        }

        public InPhase in(P next, String deadline, String undo) {
            return SagaBuilder.this.in(next, deadline, undo);
        }

        public Saga<P, S> build() {
            return new Saga<>(name, stateType, birth, key, phases, transitions);
        }
    }

    /** One line that is being written. */
    public final class OnInput<I> {
        private final InPhase phase;
        private final Class<I> input;
        private final Set<P> to = new LinkedHashSet<>();
        private final Set<Class<? extends BatonEvent>> emits = new LinkedHashSet<>();

        private OnInput(InPhase phase, Class<I> input) {
            this.phase = phase;
            this.input = input;
        }

        @SafeVarargs
        public final OnInput<I> to(P... phases) {
            to.addAll(Arrays.asList(phases));
            return this;
        }

        @SafeVarargs
        public final OnInput<I> emits(Class<? extends BatonEvent>... events) {
            emits.addAll(Arrays.asList(events));
            return this;
        }

        public InPhase by(Rule<S, I> rule) {
            P from = phase.phase.name();
            Transition<P, S, ?> before = transitions
                    .computeIfAbsent(from, any -> new LinkedHashMap<>())
                    .put(
                            input,
                            new Transition<>(
                                    from,
                                    input,
                                    Collections.unmodifiableSet(to),
                                    Collections.unmodifiableSet(emits),
                                    rule));
            if (before != null) {
                throw new IllegalArgumentException(before.label() + " stands twice in " + name);
            }
            return phase;
        }
    }
}
