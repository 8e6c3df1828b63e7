package io.baton.switchover.application;

/**
 * Passed before and after each step of a switch. In production it is open; on a game day it can stop the switch at a step,
 * so that something can be killed exactly there.
 */
public interface StepGate {

    /** Lets everything through. */
    StepGate OPEN = new StepGate() {};

    default void before(Step step) {}

    /** The step has succeeded. */
    default void after(Step step) {}

    /** Something that a step does. */
    interface Action<T, E extends Exception> {
        T run() throws E;
    }

    /** Something that a step does, without an answer. */
    interface Effect<E extends Exception> {
        void run() throws E;
    }

    default <T, E extends Exception> T pass(Step step, Action<T, E> action) throws E {
        before(step);
        T result = action.run();
        after(step);
        return result;
    }

    default <E extends Exception> void through(Step step, Effect<E> effect) throws E {
        before(step);
        effect.run();
        after(step);
    }
}
