package io.baton.sync.replication.model;

import io.baton.contracts.EngineNode;
import io.baton.contracts.Reason;
import io.baton.contracts.SyncProgress;
import io.baton.contracts.SyncProgress.Phase;
import io.baton.engine.client.ReplicationInfo;
import io.baton.sync.replication.model.NodeSight.Seen;
import io.baton.sync.replication.model.SyncSignals.CaughtUp;
import io.baton.sync.replication.model.SyncSignals.FellBehind;
import io.baton.sync.replication.model.SyncSignals.FullSyncBegan;
import io.baton.sync.replication.model.SyncSignals.GaveUp;
import io.baton.sync.replication.model.SyncSignals.Progressed;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one round of looking at the nodes means. Everything is decided from what was observed, so that any process can go
 * on where another one died. Pure.
 *
 * @param troubles what stands between the new nodes and being caught up; empty: they have
 * @param signals what the saga is to be told, in order
 * @param promoted the new master has taken over: nothing is to be done but to wait for the switch's word
 * @param attachNewMaster the new master is to be told to replicate from the old one
 * @param attachReplicas these are to be told to replicate from the new master
 * @param almost whether the link is up, so that looking again soon is worth it
 */
public record SyncAssessment(
        List<Reason> troubles,
        List<Object> signals,
        boolean promoted,
        boolean attachNewMaster,
        List<EngineNode> attachReplicas,
        boolean almost,
        SyncProgress progress,
        SyncMemory memory) {

    public static SyncAssessment of(SyncState state, SyncObservation seen, SyncMemory before, SyncLimits limits) {
        MasterLink link = new MasterLink(state, seen);
        if (link.promoted()) {
            return new SyncAssessment(
                    List.of(), List.of(), true, false, List.of(), false, state.progress(), SyncMemory.NONE);
        }
        ReplicaLinks replicas = new ReplicaLinks(state, seen);
        FullSyncs fullSyncs = seen.oldMaster() instanceof Seen old && state.settings() != null
                ? state.fullSyncs().seen(old.fullSyncs(), link.up())
                : state.fullSyncs();
        long written = seen.oldMaster() instanceof Seen old ? old.replication().masterReplOffset() : -1;
        Long replicated = link.replicated().orElse(replicatedBefore(before, written));
        long lag = written < 0 || replicated == null ? lastLag(state) : Math.max(0, written - replicated);
        long first = link.acknowledged() == 0
                ? 0
                : before.firstAcknowledged() == 0 ? link.acknowledged() : before.firstAcknowledged();

        List<Trouble> ofReplication = Stream.concat(
                        link.troubles(first, lag, fullSyncs, limits).stream(),
                        replicas.troubles(link.up(), limits).stream())
                .toList();
        // What is not carried over counts once the data is there: before, it can't be judged how long that may take.
        List<Trouble> troubles = ofReplication.isEmpty() || seen.carriedOver().hopeless()
                ? seen.carriedOver().troubles()
                : ofReplication;
        ProgressMeter meter = measure(state, seen, link, before.meter(), written, replicated);
        SyncMemory memory = before.after(troubles, seen.at(), first, replicated, meter);
        SyncProgress progress = progress(state, seen, link, meter, lag, limits);
        boolean tell = progressIsNews(state, memory, seen, progress, limits);
        return new SyncAssessment(
                troubles.stream().map(Trouble::reason).toList(),
                signals(state, seen, troubles, memory, fullSyncs, progress, tell, limits),
                false,
                link.toBeAttached(),
                replicas.toBeAttached(link.up()),
                link.up(),
                progress,
                tell ? memory.told(seen.at()) : memory);
    }

    /** Whether it is given up: then nothing is to be done to the nodes any more. */
    public boolean hopeless() {
        return signals.stream().anyMatch(GaveUp.class::isInstance);
    }

    /** Before anything is known of the new master, its stream begins where the old one's is now. */
    private static Long replicatedBefore(SyncMemory before, long written) {
        return before.replicated() != null && before.replicated() <= written
                ? before.replicated()
                : written < 0 ? before.replicated() : Long.valueOf(written);
    }

    private static long lastLag(SyncState state) {
        return state.progress() == null ? 0 : state.progress().lagBytes();
    }

    private static ProgressMeter measure(
            SyncState state,
            SyncObservation seen,
            MasterLink link,
            ProgressMeter meter,
            long written,
            Long replicated) {
        if (link.up() && written >= 0 && replicated != null) {
            long snapshot = Math.max(snapshotBytes(state, meter), meter.snapshot() ? meter.arrived() : 0);
            return meter.sample(seen.at(), false, replicated, written, snapshot);
        }
        if (link.snapshotTravels() && seen.newMaster() instanceof Seen target) {
            ReplicationInfo there = target.replication();
            long read = there.syncReadBytes().orElse(0);
            long left = there.syncLeftBytes().orElse(0);
            // Before 6.2 only what is left is told: the most that was ever left is the whole.
            long total = there.syncTotalBytes().orElse(Math.max(meter.snapshotBytes(), left));
            long arrived = there.syncReadBytes().isPresent() ? read : Math.max(0, total - left);
            return meter.sample(seen.at(), true, arrived, Math.max(0, written), Math.max(0, total));
        }
        return meter;
    }

    private static long snapshotBytes(SyncState state, ProgressMeter meter) {
        return meter.snapshotBytes() == 0 && state.progress() != null
                ? state.progress().totalBytes()
                : meter.snapshotBytes();
    }

    private static SyncProgress progress(
            SyncState state, SyncObservation seen, MasterLink link, ProgressMeter meter, long lag, SyncLimits limits) {
        boolean incremental = link.up()
                || state.progress() != null && state.progress().phase() == Phase.INCREMENTAL && !link.snapshotTravels();
        if (incremental) {
            long snapshot = snapshotBytes(state, meter);
            return new SyncProgress(
                    Phase.INCREMENTAL,
                    snapshot,
                    snapshot,
                    lag,
                    meter.bytesPerSecond(),
                    lag < limits.lagBytes() ? null : meter.eta(seen.at(), lag));
        }
        long total = meter.snapshot() ? meter.snapshotBytes() : 0;
        long arrived = meter.snapshot() ? meter.arrived() : 0;
        return new SyncProgress(
                Phase.FULL,
                total > 0 ? Math.min(arrived, total) : arrived,
                total,
                lag,
                meter.bytesPerSecond(),
                total > 0 ? meter.eta(seen.at(), Math.max(0, total - arrived)) : null);
    }

    private static List<Object> signals(
            SyncState state,
            SyncObservation seen,
            List<Trouble> troubles,
            SyncMemory memory,
            FullSyncs fullSyncs,
            SyncProgress progress,
            boolean tell,
            SyncLimits limits) {
        var hopeless = troubles.stream()
                .filter(trouble -> trouble.kind()
                        .lastsAtMost(limits)
                        .filter(limit -> memory.lasts(trouble, limit, seen.at()))
                        .isPresent())
                .findFirst();
        if (hopeless.isPresent()) {
            return List.of(new GaveUp(hopeless.get().reason()));
        }
        List<Object> signals = new ArrayList<>();
        if (!fullSyncs.equals(state.fullSyncs())) {
            signals.add(new FullSyncBegan(fullSyncs));
        }
        if (tell) {
            signals.add(new Progressed(progress));
        }
        boolean caughtUp = state.catchUp().now();
        if (troubles.isEmpty() && seen.newMaster() instanceof Seen newMaster) {
            boolean otherProcess = !newMaster.runId().equals(state.catchUp().newMasterRunId());
            if (caughtUp ? otherProcess : wellForLongEnough(state, seen, memory, limits)) {
                signals.add(new CaughtUp(
                        progress.lagBytes(),
                        newMaster.runId(),
                        seen.carriedOver().findings()));
            }
        } else if (caughtUp && memory.troubledFor(limits.grace(), seen.at())) {
            signals.add(new FellBehind(progress.lagBytes(), troubles.get(0).reason()));
        }
        return signals;
    }

    private static boolean wellForLongEnough(
            SyncState state, SyncObservation seen, SyncMemory memory, SyncLimits limits) {
        return !state.catchUp().ever() || memory.wellFor(limits.steady(), seen.at());
    }

    private static boolean progressIsNews(
            SyncState state, SyncMemory memory, SyncObservation seen, SyncProgress progress, SyncLimits limits) {
        boolean quiet = state.catchUp().now();
        return !progress.equals(state.progress())
                && !memory.toldWithin(quiet ? limits.quietProgress() : SyncState.PROGRESS_INTERVAL, seen.at());
    }
}
