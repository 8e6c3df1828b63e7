package io.baton.upgrade.queue.model;

/** A state of a saga whose work is limited. What it says is all that the queue knows of it. */
public interface TakesTurns {

    /** The turn that it waits for or has; null where it needs none. */
    Turn turn();
}
