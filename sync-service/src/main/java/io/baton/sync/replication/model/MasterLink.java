package io.baton.sync.replication.model;

import io.baton.contracts.EngineNode;
import io.baton.engine.client.ReplicaLink;
import io.baton.engine.client.ReplicationInfo;
import io.baton.sync.replication.model.NodeSight.Seen;
import io.baton.sync.replication.model.NodeSight.Unseen;
import io.baton.sync.replication.model.Trouble.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The link from the old master to the new one, as both ends show it in one round. */
final class MasterLink {
    private final SyncState state;
    private final NodeSight oldSight;
    private final NodeSight newSight;

    MasterLink(SyncState state, SyncObservation observation) {
        this.state = state;
        this.oldSight = observation.oldMaster();
        this.newSight = observation.newMaster();
    }

    /** The new master took over: the process that had the data is no replica any more. Only to be left alone. */
    boolean promoted() {
        return state.catchUp().ever()
                && newSight instanceof Seen seen
                && seen.master()
                && seen.runId().equals(state.catchUp().newMasterRunId());
    }

    /**
     * Whether the new master is to be told to replicate. Never after the first catch-up: from then on a grant can exist,
     * the new master can have been promoted, and a replication would replace the data of the instance.
     */
    boolean toBeAttached() {
        return !state.catchUp().ever()
                && oldSight instanceof Seen old
                && old.master()
                && newSight instanceof Seen seen
                && !seen.loading()
                && !follows(seen, state.nodes().oldMaster());
    }

    boolean up() {
        return newSight instanceof Seen seen
                && follows(seen, state.nodes().oldMaster())
                && seen.replication().linkUp();
    }

    /**
     * Whether a full synchronisation is running. The new master alone can't tell: where the old one refuses it, it begins
     * one again and again, and each attempt looks like the real thing for a moment.
     */
    boolean snapshotTravels() {
        if (newSight instanceof Seen seen && seen.loading()) {
            return true;
        }
        Optional<ReplicaLink> line = line();
        boolean told = newSight instanceof Seen seen && seen.replication().syncInProgress();
        return told && (line.isPresent() || oldSight instanceof Unseen)
                || line.isPresent() && !line.get().online() && !up();
    }

    /** The new master, as the old one lists it. */
    Optional<ReplicaLink> line() {
        if (!(oldSight instanceof Seen old)) {
            return Optional.empty();
        }
        String host = state.nodes().newMaster().address().host();
        int port = state.nodes().newMaster().address().port();
        List<ReplicaLink> lines = old.replication().replicas().stream()
                .filter(line -> line.port() == port)
                .toList();
        return lines.size() < 2
                ? lines.stream().findFirst()
                : lines.stream().filter(line -> line.host().equals(host)).findFirst();
    }

    /** How much of the old master's stream the new one has: what it says itself can be newer than its last word to the old one. */
    Optional<Long> replicated() {
        if (!(oldSight instanceof Seen old) || !(newSight instanceof Seen seen) || !up()) {
            return Optional.empty();
        }
        ReplicationInfo there = seen.replication();
        long acknowledged = line().map(ReplicaLink::offset).orElse(0L);
        boolean sameStream = there.replId().equals(old.replication().replId());
        return Optional.of(sameStream ? Math.max(acknowledged, there.slaveReplOffset()) : acknowledged);
    }

    long acknowledged() {
        return up()
                ? line().filter(ReplicaLink::online).map(ReplicaLink::offset).orElse(0L)
                : 0;
    }

    List<Trouble> troubles(long firstAcknowledged, long lag, FullSyncs fullSyncs, SyncLimits limits) {
        List<Trouble> troubles = new ArrayList<>();
        if (oldSight instanceof Unseen unseen) {
            troubles.add(new Trouble(Kind.OLD_MASTER_UNREACHABLE, "The old master does not answer: " + unseen.why()));
        } else if (oldSight instanceof Seen old && old.replication().followsNobody()) {
            troubles.add(new Trouble(Kind.OLD_MASTER_FENCED, "The old master is fenced: a switch is under way."));
        } else if (oldSight instanceof Seen old && !old.master()) {
            troubles.add(new Trouble(Kind.OLD_MASTER_IS_REPLICA, "The old master has become a replica."));
        }
        if (newSight instanceof Unseen unseen) {
            troubles.add(new Trouble(Kind.NEW_MASTER_UNREACHABLE, "The new master does not answer: " + unseen.why()));
        } else if (newSight instanceof Seen seen) {
            ofNewMaster(troubles, seen, fullSyncs, limits);
            if (troubles.isEmpty() && oldSight instanceof Seen old) {
                ofStream(troubles, old, seen, firstAcknowledged, lag, limits);
            }
        }
        return troubles;
    }

    private void ofNewMaster(List<Trouble> troubles, Seen seen, FullSyncs fullSyncs, SyncLimits limits) {
        if (seen.unexpectedErrors() > 0) {
            troubles.add(new Trouble(
                    Kind.STREAM_REFUSED,
                    "The new master refused " + seen.unexpectedErrors()
                            + " replicated commands, so its data differs from the old master's."));
        }
        if (!follows(seen, state.nodes().oldMaster())) {
            notFollowing(troubles, seen);
        } else if (fullSyncs.inVain() > limits.fullSyncs()
                && !seen.replication().linkUp()) {
            troubles.add(new Trouble(
                    Kind.TOO_MANY_FULL_SYNCS,
                    limits.fullSyncs()
                            + " full synchronisations failed in a row; the logs of the two masters say why."));
        } else if (snapshotTravels()) {
            troubles.add(new Trouble(Kind.SNAPSHOT_TRAVELS, "The full synchronisation is running."));
        } else if (!seen.replication().linkUp() && oldSight instanceof Seen old && old.master()) {
            troubles.add(new Trouble(
                    Kind.LINK_DOWN,
                    "The new master has no link to the old one: they can't reach each other, or the old one does not"
                            + " accept the new one's credentials."));
        }
    }

    private void notFollowing(List<Trouble> troubles, Seen seen) {
        if (state.catchUp().ever()) {
            troubles.add(
                    seen.master()
                            ? new Trouble(
                                    Kind.NEW_MASTER_RESTARTED,
                                    "The new master was restarted and came back as a master without the data.")
                            : new Trouble(
                                    Kind.NEW_MASTER_MOVED,
                                    "Somebody made the new master replicate from another node."));
        } else if (oldSight instanceof Seen) {
            troubles.add(new Trouble(Kind.NOT_ATTACHED, "The new master does not replicate from the old one yet."));
        }
    }

    private void ofStream(
            List<Trouble> troubles, Seen old, Seen seen, long firstAcknowledged, long lag, SyncLimits limits) {
        Optional<ReplicaLink> line = line();
        long acknowledged = acknowledged();
        long written = old.replication().masterReplOffset();
        if (acknowledged == 0) {
            troubles.add(new Trouble(Kind.NOT_ACKNOWLEDGED, "The new master has not acknowledged anything yet."));
        } else if (acknowledged <= firstAcknowledged && seen.replication().slaveReplOffset() < written) {
            troubles.add(new Trouble(Kind.NOT_ADVANCING, "The new master's acknowledgements do not advance."));
        }
        if (line.isPresent() && line.get().lagSeconds() > limits.acknowledgementSeconds()) {
            troubles.add(new Trouble(
                    Kind.ACKNOWLEDGEMENT_LATE,
                    "The new master's last acknowledgement is " + line.get().lagSeconds() + " s old."));
        }
        // Later rewrites replace a file that is complete; only the first one follows a file without the data.
        if (!state.catchUp().ever() && !seen.appendFileComplete()) {
            troubles.add(
                    new Trouble(
                            Kind.APPEND_FILE_INCOMPLETE,
                            "The new master still writes its append-only file: if it died now, it would come back without its data."));
        }
        if (lag >= limits.lagBytes()) {
            troubles.add(new Trouble(
                    Kind.LAG_TOO_LARGE,
                    lag + " bytes are left to replicate; fewer than " + limits.lagBytes() + " should be."));
        }
    }

    static boolean follows(Seen seen, EngineNode master) {
        return !seen.master()
                && seen.replication().masterHost().equals(master.address().host())
                && seen.replication().masterPort() == master.address().port();
    }
}
