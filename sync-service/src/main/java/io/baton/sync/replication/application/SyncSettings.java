package io.baton.sync.replication.application;

import io.baton.sync.replication.model.SyncLimits;
import io.baton.sync.replication.model.SyncTuning;
import java.time.Duration;

/**
 * How the worker works.
 *
 * @param round between two rounds of looking at the nodes
 * @param almost the same, shortly before the new nodes have caught up
 * @param calm the same, once they have
 * @param retry between two tries of putting settings back
 * @param users between two looks at the users, once they are carried over
 * @param settings between two looks at the settings of the old master
 * @param checks between two checks of what speaks against a switch
 * @param margin the lease must last at least this much longer when a node is changed: longer than a change can take
 */
public record SyncSettings(
        SyncLimits limits,
        SyncTuning tuning,
        Duration round,
        Duration almost,
        Duration calm,
        Duration retry,
        Duration users,
        Duration settings,
        Duration checks,
        Duration margin) {}
