package io.baton.sync.replication.model;

/** Which side stays, and so has to get its own settings back. */
public enum Ending {
    /** The new nodes serve; the old ones are being retired. */
    SWITCHED,
    /** The old nodes serve on; the new ones are being removed. */
    UNDONE
}
