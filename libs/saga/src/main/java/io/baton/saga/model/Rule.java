package io.baton.saga.model;

import java.time.Instant;

/** The pure function of a transition: no clock, no I/O, the same answer every time. */
@FunctionalInterface
public interface Rule<S, I> {
    Next<S> apply(S state, I input, Instant now);
}
