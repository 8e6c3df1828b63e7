package io.baton.switchover.model;

import io.baton.contracts.Reason;
import io.baton.engine.client.ReplicaLink;
import io.baton.engine.client.ReplicationInfo;
import io.baton.engine.client.ReplicationInfo.Role;
import java.util.List;
import java.util.Optional;

/**
 * Whether the switch may begin, from what the engines and the proxies say now.
 *
 * @param maxLagBytes the switch is not begun with more than this left to replicate
 * @param calmLagBytes how little should be left, so that the hold is short
 */
public record SwitchConditions(long maxLagBytes, long calmLagBytes) {

    /** What the parties say. {@code newMasterPort} identifies the new master in the old master's list of replicas. */
    public record Observation(
            ReplicationInfo oldMaster,
            ReplicationInfo newMaster,
            int oldMasterPort,
            int newMasterPort,
            List<Integer> newReplicaPorts,
            long unexpectedErrorReplies,
            long sessions,
            long preparedSessions) {}

    /** What stands against beginning at all; empty if nothing does. */
    public Optional<Reason> against(Observation seen) {
        if (seen.oldMaster().role() != Role.MASTER) {
            return no("OLD_MASTER_IS_REPLICA", "the old master is a replica by now");
        }
        if (seen.newMaster().role() != Role.REPLICA || seen.newMaster().masterPort() != seen.oldMasterPort()) {
            return no("NOT_REPLICATING", "the new master does not replicate from the old one");
        }
        if (!seen.newMaster().linkUp() || seen.newMaster().syncInProgress()) {
            return no("LINK_DOWN", "the new master's link to the old one is down");
        }
        if (seen.unexpectedErrorReplies() > 0) {
            return no(
                    "REPLICATION_ERRORS",
                    "the new master answered " + seen.unexpectedErrorReplies()
                            + " replicated commands with an error: its data differs");
        }
        Optional<ReplicaLink> link = link(seen.oldMaster(), seen.newMasterPort());
        if (link.isEmpty()
                || !link.get().online()
                || link.get().offset() == 0
                || link.get().lagSeconds() > 1) {
            return no("NOT_ACKNOWLEDGING", "the old master has no fresh acknowledgement of the new one");
        }
        if (lag(seen) > maxLagBytes) {
            return no("TOO_FAR_BEHIND", lag(seen) + " bytes are left, at most " + maxLagBytes + " are allowed");
        }
        for (int port : seen.newReplicaPorts()) {
            if (link(seen.newMaster(), port).filter(ReplicaLink::online).isEmpty()) {
                return no("REPLICA_MISSING", "the new replica on port " + port + " does not stream");
            }
        }
        return Optional.empty();
    }

    /** Whether little enough is left for a short hold, and every session has its standby connection. */
    public boolean calm(Observation seen) {
        return lag(seen) <= calmLagBytes && seen.preparedSessions() >= seen.sessions();
    }

    private static long lag(Observation seen) {
        long acknowledged = link(seen.oldMaster(), seen.newMasterPort())
                .map(ReplicaLink::offset)
                .orElse(0L);
        return seen.oldMaster().masterReplOffset()
                - Math.max(acknowledged, seen.newMaster().slaveReplOffset());
    }

    private static Optional<ReplicaLink> link(ReplicationInfo master, int port) {
        return master.replicas().stream().filter(link -> link.port() == port).findFirst();
    }

    private static Optional<Reason> no(String code, String message) {
        return Optional.of(new Reason(code, message));
    }
}
