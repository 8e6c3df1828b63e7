package io.baton.sync.replication.infrastructure;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings of sync-service; the defaults are right unless one knows better. */
@ConfigMapping(prefix = "baton.sync")
public interface SyncConfig {

    /** From the new nodes to the first catch-up; then the synchronisation has failed. */
    @WithDefault("PT24H")
    Duration firstCatchUp();

    /** For putting settings back when a node does not answer; then it is given up with an alarm. */
    @WithDefault("PT10M")
    Duration restore();

    /** Fewer bytes than this are left to replicate: caught up. */
    @WithDefault("10000000")
    long lagBytes();

    /** Caught up nodes may be in trouble for so long before it is told. */
    @WithDefault("PT1S")
    Duration grace();

    /** After they fell behind, all must be well for so long before it is told. */
    @WithDefault("PT0.5S")
    Duration steady();

    /** So many full synchronisations may fail in a row. */
    @WithDefault("5")
    int fullSyncs();

    /** The new master's link may be down for so long without a snapshot travelling. */
    @WithDefault("PT1M")
    Duration linkless();

    /** A new node may be out of reach for so long. */
    @WithDefault("PT2M")
    Duration lost();

    /** Once caught up, progress is told this often at most; before, every second. */
    @WithDefault("PT5S")
    Duration quietProgress();

    /** Between two looks at the nodes. */
    @WithDefault("PT0.1S")
    Duration round();

    /** Between two looks when the link is up and the catch-up is near. */
    @WithDefault("PT0.02S")
    Duration almost();

    /** Between two looks once the new nodes are caught up, which can last until the night. */
    @WithDefault("PT0.25S")
    Duration calm();

    /** Between two tries of putting settings back. */
    @WithDefault("PT1S")
    Duration retry();

    /** Between two looks at the users of the nodes, once they are carried over. */
    @WithDefault("PT1S")
    Duration users();

    /** Between two looks at the settings of the old master. */
    @WithDefault("PT1S")
    Duration settings();

    /** Between two checks of what speaks against a switch. */
    @WithDefault("PT30S")
    Duration checks();

    /** Longest wait for a connection to an engine and for each of its answers. */
    @WithDefault("PT1S")
    Duration reply();

    /** What the masters get for the time of the synchronisation. */
    Tuning tuning();

    /** Each setting is changed only where it is smaller, and put back at every end. */
    interface Tuning {

        /** Least output buffer for a replica, in bytes; the size of the data if that is more. */
        @WithDefault("1073745923")
        long outputBufferBytes();

        /** Least backlog, in bytes, as far as a quarter of the memory that is left has room for it. */
        @WithDefault("67112963")
        long backlogBytes();

        /** Least silence, in seconds, after which a link counts as dead. */
        @WithDefault("307")
        long replTimeoutSeconds();
    }
}
