package io.baton.contracts;

import java.time.Instant;

@About("How far a synchronisation is.")
public record SyncProgress(
        @About("FULL while the snapshot travels, INCREMENTAL after it")
        Phase phase,

        @About("Bytes of the snapshot that have arrived") long syncedBytes,

        @About("Bytes of the snapshot in all, 0 while unknown")
        long totalBytes,

        @About("Bytes of the replication stream that the new master has not acknowledged")
        long lagBytes,

        @About("Bytes that arrive a second") long bytesPerSecond,

        @About("When it will have caught up at this rate, or null while unknown")
        Instant eta) {

    /** The two halves of a synchronisation. */
    public enum Phase {
        FULL,
        INCREMENTAL
    }
}
