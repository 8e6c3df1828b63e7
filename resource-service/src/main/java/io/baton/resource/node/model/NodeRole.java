package io.baton.resource.node.model;

/** What a node does in its topology. */
public enum NodeRole {
    MASTER,
    REPLICA,
    PROXY
}
