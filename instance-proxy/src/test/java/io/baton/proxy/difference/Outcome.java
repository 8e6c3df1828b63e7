package io.baton.proxy.difference;

/** How the hold of a run ends. */
enum Outcome {
    /** Clients go on with the other engine. */
    SWITCHED,
    /** Clients go on with the engine that they had, and nothing at all may have changed for them. */
    GIVEN_UP
}
