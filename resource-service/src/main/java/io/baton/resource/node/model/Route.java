package io.baton.resource.node.model;

/** Where an instance's proxies send its clients, seen from one engine. */
public enum Route {
    /** To another engine, and no switch is going on. */
    ELSEWHERE,
    /** To this one. */
    HERE,
    /** A switch is going on, or a proxy doesn't say. */
    OPEN
}
