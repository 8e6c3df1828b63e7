package io.baton.resource.node.model;

/** What is wanted of a node. */
public enum Desired {
    RUNNING,
    /** Never started again; the work of its saga removes it. */
    GONE
}
