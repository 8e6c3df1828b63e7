package io.baton.saga.model;

import io.baton.contracts.BatonEvent;
import java.util.Set;

/**
 * One line of a saga's table.
 *
 * @param from the phase it starts from
 * @param input the event or signal that causes it
 * @param to the phases it can lead to
 * @param emits the events it can send
 */
public record Transition<P extends Enum<P>, S, I>(
        P from, Class<I> input, Set<P> to, Set<Class<? extends BatonEvent>> emits, Rule<S, I> rule) {

    /** As a person names it: {@code SYNCING --SyncCaughtUp-->}. */
    public String label() {
        return from + " --" + input.getSimpleName() + "-->";
    }
}
