package io.baton.saga.kit;

import io.baton.contracts.BatonEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A story that a saga goes through: events of other services and signals of its own, in the order in which they happen
 * when nothing goes wrong with their delivery.
 *
 * @param anyEnd true where two of the inputs race in real life, so that another order may lead to another end
 */
public record Scenario(String name, List<Object> inputs, boolean anyEnd) {

    public static Scenario of(String name, Object... inputs) {
        return new Scenario(name, Arrays.asList(inputs), false);
    }

    /** Another order of delivery may lead to another of the ends. */
    public Scenario whereAnyEndIsFine() {
        return new Scenario(name, inputs, true);
    }

    boolean isEvent(int index) {
        return inputs.get(index) instanceof BatonEvent;
    }

    List<Object> moved(int from, int to) {
        List<Object> other = new ArrayList<>(inputs);
        other.add(to, other.remove(from));
        return other;
    }
}
