package io.baton.sync.replication.model;

/** Where the synchronisation of one upgrade is. */
public enum SyncPhase {
    /** The new nodes are not there yet. */
    AWAITING,
    /** The new nodes replicate, or are made to. */
    SYNCING,
    /** It can't go on; the upgrade's end is awaited. */
    FAILED,
    /** What was changed for the synchronisation is put back. */
    STOPPING,
    /** Nothing of it is left. */
    STOPPED
}
