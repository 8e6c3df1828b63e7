package io.baton.resource.node.model;

/** What an engine would find if it were started now. */
public enum DataOnDisk {
    /** All that it had: it was told to end, and wrote everything before it did. */
    COMPLETE,
    /** What was written before it crashed. */
    PRESENT,
    /** Neither an append-only file nor a snapshot: it would start empty. */
    ABSENT
}
