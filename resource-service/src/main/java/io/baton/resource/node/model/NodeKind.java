package io.baton.resource.node.model;

/** What a node is. The names stand in {@code node.json}, which the launcher reads too. */
public enum NodeKind {
    ENGINE,
    PROXY
}
