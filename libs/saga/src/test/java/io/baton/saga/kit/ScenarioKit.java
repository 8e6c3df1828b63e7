package io.baton.saga.kit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.baton.contracts.BatonEvent;
import io.baton.saga.model.Decision;
import io.baton.saga.model.Decision.Applied;
import io.baton.saga.model.Decision.Rejected;
import io.baton.saga.model.Due;
import io.baton.saga.model.Saga;
import io.baton.saga.model.SagaState;
import io.baton.saga.model.Transition;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * Drives a saga's transitions through every scenario as written, and then through what Kafka and crashes make of it:
 * each event twice, early, late and out of order; each step lost before its commit and repeated after it; each deadline
 * at each step. A transition that no scenario reaches fails.
 *
 * @param ends the phases in which a saga may stay for ever
 * @param ownSignal the signal that the service itself gives at once where a state calls for one, otherwise null; a scenario
 *     that lists such a signal says itself when it comes
 */
public record ScenarioKit<P extends Enum<P>, S extends SagaState<P>>(
        Saga<P, S> saga,
        String sagaId,
        String instanceId,
        Set<P> ends,
        Function<S, Object> ownSignal,
        List<Scenario> scenarios) {

    /** For a saga that gets no signals but those of its scenarios. */
    public ScenarioKit(Saga<P, S> saga, String sagaId, String instanceId, Set<P> ends, List<Scenario> scenarios) {
        this(saga, sagaId, instanceId, ends, any -> null, scenarios);
    }

    public Stream<DynamicTest> tests() {
        List<DynamicTest> tests = new ArrayList<>();
        for (Scenario scenario : scenarios) {
            tests.add(dynamicTest(scenario.name() + ": reaches an end", () -> reachesAnEnd(scenario)));
            tests.add(dynamicTest(scenario.name() + ": each input twice", () -> eachTwice(scenario)));
            tests.add(dynamicTest(
                    scenario.name() + ": each event early, late and out of order", () -> anyOrder(scenario)));
            tests.add(dynamicTest(scenario.name() + ": each deadline is minded", () -> eachDeadline(scenario)));
        }
        tests.add(dynamicTest("every transition is reached", this::everyTransitionIsReached));
        return tests.stream();
    }

    private PureRun<P, S> run(List<Object> inputs) {
        PureRun<P, S> run = new PureRun<>(saga, sagaId, instanceId, ownSignalsIn(inputs));
        run.deliverAll(inputs);
        return run;
    }

    private Function<S, Object> ownSignalsIn(List<Object> inputs) {
        Set<Class<?>> listed = inputs.stream().map(Object::getClass).collect(Collectors.toSet());
        return state -> {
            Object signal = ownSignal.apply(state);
            return signal == null || listed.contains(signal.getClass()) ? null : signal;
        };
    }

    private void reachesAnEnd(Scenario scenario) {
        PureRun<P, S> run = run(scenario.inputs());
        assertThat(run.state().phase()).isIn(ends);
        assertThat(run.rejections()).isEmpty();
        assertThat(run.state().workAt()).as("work left at the end").isNull();
        assertThat(run.state().dueAt()).as("deadline left at the end").isNull();
    }

    /** The inbox knows a repeated id; this is the same event under a new id, and a worker that signals again. */
    private void eachTwice(Scenario scenario) {
        PureRun<P, S> run = new PureRun<>(saga, sagaId, instanceId, ownSignalsIn(scenario.inputs()));
        for (Object input : scenario.inputs()) {
            run.deliver(input);
            S once = run.state();
            int sent = run.emitted().size();
            if (input instanceof BatonEvent) {
                Decision<S> again = run.decide(input);
                assertThat(again).as("%s again in %s", input, once.phase()).isNotInstanceOf(Rejected.class);
                assertThat(run.state()).as("%s again", input).isEqualTo(once);
                assertThat(run.emitted()).as("events after %s again", input).hasSize(sent);
            }
        }
        assertThat(run.state().phase()).isIn(ends);
    }

    private void anyOrder(Scenario scenario) {
        PureRun<P, S> straight = run(scenario.inputs());
        int size = scenario.inputs().size();
        for (int from = 0; from < size; from++) {
            if (scenario.isEvent(from)) {
                for (int to : new TreeSet<>(List.of(0, Math.min(from + 1, size - 1), size - 1))) {
                    PureRun<P, S> moved = run(scenario.moved(from, to));
                    String what = scenario.inputs().get(from).getClass().getSimpleName() + " at " + to + " not " + from;
                    assertThat(moved.state().phase()).as(what).isIn(ends);
                    if (!scenario.anyEnd()) {
                        assertThat(moved.state().phase())
                                .as(what)
                                .isEqualTo(straight.state().phase());
                        assertThat(moved.sent()).as(what).isEqualTo(straight.sent());
                    }
                }
            }
        }
    }

    private void eachDeadline(Scenario scenario) {
        PureRun<P, S> run = new PureRun<>(saga, sagaId, instanceId, ownSignalsIn(scenario.inputs()));
        for (Object input : scenario.inputs()) {
            run.deliver(input);
            S state = run.state();
            if (state.dueAt() != null) {
                Decision<S> due = saga.decide(state, new Due(), state.dueAt());
                assertThat(due).as("deadline of %s", state.phase()).isInstanceOf(Applied.class);
                SagaState<P> after = ((Applied<S>) due).next().state();
                assertThat(after.dueAt())
                        .as("the deadline of %s moves or ends", state.phase())
                        .isNotEqualTo(state.dueAt());
            }
        }
    }

    private void everyTransitionIsReached() {
        Set<Transition<?, ?, ?>> missing = new LinkedHashSet<>(saga.transitions());
        for (Scenario scenario : scenarios) {
            missing.removeAll(run(scenario.inputs()).reached());
            for (int from = 0; from < scenario.inputs().size(); from++) {
                if (scenario.isEvent(from)) {
                    missing.removeAll(run(scenario.moved(from, 0)).reached());
                    missing.removeAll(run(scenario.moved(from, scenario.inputs().size() - 1))
                            .reached());
                }
            }
        }
        assertThat(missing.stream().map(Transition::label))
                .as("transitions that no scenario reaches")
                .isEmpty();
    }
}
