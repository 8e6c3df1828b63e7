package io.baton.resource.node.model;

/** Where an instance's proxies send its clients, seen from one engine. */
public enum Route {
    /** To another engine, and no switch is going on. */
    ELSEWHERE,
    /** To this one, and no switch is going on. */
    HERE,
    /** Nowhere: the proxies hold their clients, because a switch is going on. */
    HELD,
    /** A proxy doesn't say. */
    OPEN
}
