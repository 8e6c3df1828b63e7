package io.baton.upgrade.upgrading.model;

import io.baton.contracts.Reason;
import io.baton.contracts.UpgradeEvent.AllocationFailed;
import io.baton.contracts.UpgradeEvent.SwitchCompleted;
import io.baton.contracts.UpgradeEvent.SwitchWindowMissed;
import io.baton.contracts.UpgradeEvent.SwitchWindowRecalled;
import io.baton.contracts.UpgradeEvent.SyncFailed;
import io.baton.saga.model.Due;
import io.baton.saga.model.Next;
import io.baton.upgrade.instances.model.InstanceSignals.VersionSwitched;
import io.baton.upgrade.upgrading.model.UpgradeSignals.Cancel;
import java.time.Instant;

/**
 * Stage 4: a grant is out, and nothing is decided until it is back. Whoever wants an end asks for it back, and the first
 * one who asked gets it.
 */
final class Switching {
    private static final Reason OVERDUE = new Reason("GRANT_OVERDUE", "The grant has closed and is not back.");

    private Switching() {}

    static Next<UpgradeState> completed(UpgradeState state, SwitchCompleted event, Instant now) {
        UpgradeState switched = state.with(draft -> {
                    draft.attempts = state.attempts().used();
                    draft.wish = null;
                    draft.receipt = event.receipt();
                })
                .enter(UpgradePhase.FINISHING, Stage.COMPLETE, now);
        return Next.state(switched)
                .tell(
                        Endings.INSTANCE_SAGA,
                        state.instanceId(),
                        new VersionSwitched(
                                state.upgradeId(),
                                event.topology(),
                                event.topology().master().build()));
    }

    /** The grant is back. One that came back long ago says nothing about the one that is out. */
    static Next<UpgradeState> missed(UpgradeState state, SwitchWindowMissed event, Instant now) {
        Attempts attempts = state.attempts();
        if (event.attempt() != attempts.grant().attempt()) {
            return Next.state(state);
        }
        Instant nextNotBefore = now.plus(state.limits().pauseAfter(attempts.missedInARow() + 1));
        UpgradeState back = state.with(attempts.missed(event.reason(), nextNotBefore));
        if (state.wish() != null) {
            return Endings.end(back, state.wish(), now);
        }
        return back.sync().caughtUp()
                ? Waiting.forTheSwitch(back, now)
                : Next.state(back.enter(UpgradePhase.SYNCING, Stage.SYNCHRONISE, now));
    }

    static Next<UpgradeState> cancelled(UpgradeState state, Cancel signal, Instant now) {
        return wanted(state, Wish.cancel(), now);
    }

    static Next<UpgradeState> failed(UpgradeState state, AllocationFailed event, Instant now) {
        return wanted(state, Wish.fail(event.reason()), now);
    }

    static Next<UpgradeState> failed(UpgradeState state, SyncFailed event, Instant now) {
        return wanted(state, Wish.fail(event.reason()), now);
    }

    /** The grant stays out: it is asked back, again and again, and never taken as lost. */
    static Next<UpgradeState> overdue(UpgradeState state, Due due, Instant now) {
        return recall(state, now);
    }

    private static Next<UpgradeState> wanted(UpgradeState state, Wish wish, Instant now) {
        return state.wish() != null ? Next.state(state) : recall(state.with(draft -> draft.wish = wish), now);
    }

    private static Next<UpgradeState> recall(UpgradeState state, Instant now) {
        UpgradeState recalled = state.with(state.attempts().recalling(now));
        return Next.state(recalled)
                .emit(new SwitchWindowRecalled(
                        state.upgradeId(),
                        state.instanceId(),
                        state.attempts().grant().attempt(),
                        state.wish() == null ? OVERDUE : state.wish().reason()));
    }
}
