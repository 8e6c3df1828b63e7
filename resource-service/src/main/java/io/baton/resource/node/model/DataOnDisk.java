package io.baton.resource.node.model;

/** What an engine would find if it were started now. */
public enum DataOnDisk {
    PRESENT,
    /** Neither an append-only file nor a snapshot: it would start empty. */
    ABSENT
}
