package io.baton.resource.node.model;

/** How far a node is. Only what is beyond {@link #PLANNED} is supervised. */
public enum NodeStage {
    /** Written down, and started by the work that planned it. */
    PLANNED,
    /** Up for an upgrade and serving nobody: sync-service decides what it replicates. */
    ALLOCATED,
    /** Part of the topology that serves the instance. */
    SERVING,
    /** A proxy whose endpoint a newer one has taken over: it serves the clients that it has left, and then ends. */
    RETIRING
}
