package io.baton.upgrade.upgrading.model;

import io.baton.contracts.Finding;
import io.baton.contracts.UpgradeEvent.SyncCaughtUp;
import io.baton.contracts.UpgradeEvent.SyncFellBehind;
import io.baton.contracts.UpgradeEvent.SyncProgressed;
import io.baton.saga.model.Due;
import io.baton.saga.model.Next;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Stage 2. The sequence numbers put what sync-service tells into its order, whatever order it comes in. */
final class Synchronising {

    private Synchronising() {}

    static Next<UpgradeState> progressed(UpgradeState state, SyncProgressed progressed, Instant now) {
        return Next.state(state.with(state.sync().progressed(progressed.progress())));
    }

    /** While it synchronises: caught up means that it may switch. */
    static Next<UpgradeState> caughtUp(UpgradeState state, SyncCaughtUp event, Instant now) {
        UpgradeState told = heard(state, event);
        return told.equals(state) ? Next.state(state) : Waiting.forTheSwitch(told, now);
    }

    /** While it waits: back to synchronising. */
    static Next<UpgradeState> fellBehind(UpgradeState state, SyncFellBehind event, Instant now) {
        UpgradeState told = state.with(state.sync().fellBehind(event.sequence(), event.lagBytes()));
        return Next.state(told.sync().caughtUp() ? told : told.enter(UpgradePhase.SYNCING, Stage.SYNCHRONISE, now));
    }

    /** In any other phase it is only noted. */
    static Next<UpgradeState> noted(UpgradeState state, SyncCaughtUp event, Instant now) {
        return Next.state(heard(state, event));
    }

    /** What was found last is what counts. */
    private static UpgradeState heard(UpgradeState state, SyncCaughtUp event) {
        SyncStatus sync = state.sync().caughtUp(event.sequence(), event.lagBytes());
        return sync.equals(state.sync())
                ? state
                : state.with(draft -> {
                    draft.sync = sync;
                    draft.findings = findings(event);
                });
    }

    /** An event tells the first few; where there are more, that is a finding too. */
    private static List<Finding> findings(SyncCaughtUp event) {
        int more = event.findingsInAll() - event.findings().size();
        if (more <= 0) {
            return event.findings();
        }
        List<Finding> all = new ArrayList<>(event.findings());
        all.add(new Finding(
                "MORE_FINDINGS",
                Finding.Severity.WARN,
                "There are " + more + " more findings.",
                "sync-service lists all of them, at port 8082 by default: GET /api/v1/upgrades/" + event.upgradeId()
                        + "/findings."));
        return all;
    }

    /** In any other phase it is only noted. */
    static Next<UpgradeState> noted(UpgradeState state, SyncFellBehind event, Instant now) {
        return Next.state(state.with(state.sync().fellBehind(event.sequence(), event.lagBytes())));
    }

    /** A deadline, or a window that closes while the upgrade is behind. */
    static Next<UpgradeState> due(UpgradeState state, Due due, Instant now) {
        if (!now.isBefore(Timers.synchronisationEnds(state))) {
            return Endings.fail(
                    state,
                    "SYNC_TIMEOUT",
                    "The new nodes did not catch up within "
                            + Endings.text(state.limits().synchronisation()) + ".",
                    now);
        }
        if (Waiting.hasWaitedTooLong(state, now)) {
            return Waiting.giveUp(state, now);
        }
        return state.attempts().opening() == null ? Next.state(state) : Waiting.afterMissedWindow(state, now);
    }
}
