package io.baton.saga.model;

/** What a saga decides about an input. */
public sealed interface Decision<S> {

    /** It changes the state. */
    record Applied<S>(Transition<?, S, ?> transition, Next<S> next) implements Decision<S> {}

    /** It comes twice or too late, and changes nothing. */
    record Ignored<S>() implements Decision<S> {}

    /** It comes before its cause: it is kept, and decided about again after the next change. */
    record Deferred<S>() implements Decision<S> {}

    /** It can't happen here: it is recorded, and changes nothing. */
    record Rejected<S>(String why) implements Decision<S> {}
}
