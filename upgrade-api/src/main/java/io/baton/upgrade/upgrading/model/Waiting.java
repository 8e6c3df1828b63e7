package io.baton.upgrade.upgrading.model;

import io.baton.contracts.UpgradeEvent.SwitchWindowOpen;
import io.baton.saga.model.Due;
import io.baton.saga.model.Next;
import io.baton.upgrade.queue.model.TurnCame;
import io.baton.upgrade.upgrading.model.UpgradeSignals.SwitchNow;
import io.baton.upgrade.upgrading.model.UpgradeSignals.WindowChanged;
import io.baton.upgrade.window.model.Opening;
import java.time.Instant;

/**
 * Stage 3: a caught-up upgrade waits until it may be granted the switch, and then for its turn.
 *
 * <p>NOW: at once, after a missed grant when the back-off is over, until the deadline. MAINTENANCE_WINDOW: while the
 * window is open for long enough, again after the back-off, otherwise in the next window, until so many have passed.
 * Neither the deadline nor the windows that pass count what was waited for others.
 */
final class Waiting {

    private Waiting() {}

    /** Waits for its turn to switch, or for the moment from which it may. */
    static Next<UpgradeState> forTheSwitch(UpgradeState state, Instant now) {
        return state.switchTime() == SwitchTime.NOW ? forNow(state, now) : forTheWindow(state, now);
    }

    /** Its turn to switch: it is granted, unless the window has closed meanwhile. */
    static Next<UpgradeState> turnCame(UpgradeState waiting, TurnCame turn, Instant now) {
        if (waiting.turnSince() == null) {
            return Next.state(waiting);
        }
        if (waiting.switchTime() == SwitchTime.NOW) {
            UpgradeState state = waiting.outOfTheQueue(now);
            Instant closesAt = now.plus(state.limits().grant());
            Instant giveUpAt = state.attempts().giveUpAt();
            return grant(state, now, closesAt.isBefore(giveUpAt) ? closesAt : giveUpAt);
        }
        UpgradeState state = withOpening(waiting, now).outOfTheQueue(now);
        Opening opening = state.attempts().opening();
        return opening.containsInstant(now) ? grant(state, now, opening.closesAt()) : Next.state(state);
    }

    private static Next<UpgradeState> forNow(UpgradeState before, Instant now) {
        UpgradeState state = before.attempts().giveUpAt() != null
                ? before
                : before.with(
                        before.attempts().givingUpAt(now.plus(before.limits().waiting())));
        if (hasWaitedTooLong(state, now)) {
            return giveUp(state, now);
        }
        return Next.state(
                backOffIsOver(state, now)
                        ? waiting(state, now).inTheQueue(now)
                        : waiting(state, now).outOfTheQueue(now));
    }

    private static Next<UpgradeState> forTheWindow(UpgradeState before, Instant now) {
        UpgradeState state = withOpening(before, now);
        if (hasMissedTooManyWindows(state)) {
            return tooManyWindows(state, now);
        }
        Opening opening = state.attempts().opening();
        return Next.state(
                opening.containsInstant(now) && backOffIsOver(state, now)
                        ? waiting(state, now).inTheQueue(now)
                        : waiting(state, now).outOfTheQueue(now));
    }

    /** The window closed while the upgrade was behind: the next one. */
    static Next<UpgradeState> afterMissedWindow(UpgradeState before, Instant now) {
        UpgradeState state = withOpening(before, now);
        return hasMissedTooManyWindows(state) ? tooManyWindows(state, now) : Next.state(state);
    }

    static Next<UpgradeState> due(UpgradeState state, Due due, Instant now) {
        return forTheSwitch(state, now);
    }

    static Next<UpgradeState> switchNow(UpgradeState state, SwitchNow signal, Instant now) {
        return forTheSwitch(wantedNow(state), now);
    }

    /** Not caught up, or a grant is out: it counts from the next decision on, unless the upgrade is to end anyway. */
    static Next<UpgradeState> notedSwitchNow(UpgradeState state, SwitchNow signal, Instant now) {
        return Next.state(state.wish() != null ? state : wantedNow(state));
    }

    private static UpgradeState wantedNow(UpgradeState state) {
        return state.switchTime() == SwitchTime.NOW && state.attempts().retryAt() == null
                ? state
                : state.with(draft -> {
                    draft.switchTime = SwitchTime.NOW;
                    draft.attempts = state.attempts().atOnce();
                });
    }

    static Next<UpgradeState> windowChanged(UpgradeState state, WindowChanged signal, Instant now) {
        UpgradeState changed = withWindow(state, signal);
        return state.switchTime() == SwitchTime.NOW ? Next.state(changed) : forTheSwitch(changed, now);
    }

    /** Not caught up, or a grant is out, which stays as it is: the next decision follows the new window. */
    static Next<UpgradeState> notedWindow(UpgradeState state, WindowChanged signal, Instant now) {
        return Next.state(withWindow(state, signal));
    }

    private static UpgradeState withWindow(UpgradeState state, WindowChanged signal) {
        return state.with(draft -> {
            draft.window = signal.window();
            draft.attempts = state.attempts().withoutOpening();
        });
    }

    static boolean hasWaitedTooLong(UpgradeState state, Instant now) {
        Instant giveUpAt = state.attempts().giveUpAt();
        return state.turnSince() == null && giveUpAt != null && !now.isBefore(giveUpAt);
    }

    static Next<UpgradeState> giveUp(UpgradeState state, Instant now) {
        return Endings.fail(
                state,
                "SWITCH_TIMEOUT",
                "The switch was not possible within "
                        + Endings.text(state.limits().waiting()) + " after the new nodes had caught up."
                        + lastMissed(state),
                now);
    }

    /** The window that is open for long enough, or the next one; counts those that have passed since. */
    private static UpgradeState withOpening(UpgradeState state, Instant now) {
        Opening opening = state.window().nextOpening(now);
        Opening next = opening.leaves(state.limits().shortestGrant(), now)
                ? opening
                : state.window().nextOpening(opening.closesAt());
        Opening last = state.attempts().opening();
        if (next.equals(last)) {
            return state;
        }
        boolean passed = last != null && !last.opensAt().isAfter(now) && !onlyWaitedForOthers(state);
        return state.with(state.attempts().waitingFor(next, state.attempts().missedWindows() + (passed ? 1 : 0)));
    }

    /** Its turn did not come in the window: that is not counted against it. */
    private static boolean onlyWaitedForOthers(UpgradeState state) {
        return state.turnSince() != null && state.attempts().missedInARow() == 0;
    }

    private static boolean hasMissedTooManyWindows(UpgradeState state) {
        return state.attempts().missedWindows() >= state.limits().windows();
    }

    private static Next<UpgradeState> tooManyWindows(UpgradeState state, Instant now) {
        return Endings.fail(
                state,
                "WINDOWS_MISSED",
                "The switch was not possible in " + state.limits().windows() + " maintenance windows."
                        + lastMissed(state),
                now);
    }

    private static String lastMissed(UpgradeState state) {
        return state.attempts().lastMissed() == null
                ? ""
                : " The last attempt: " + state.attempts().lastMissed().message();
    }

    private static boolean backOffIsOver(UpgradeState state, Instant now) {
        Instant retryAt = state.attempts().retryAt();
        return retryAt == null || !now.isBefore(retryAt);
    }

    private static UpgradeState waiting(UpgradeState state, Instant now) {
        return state.phase() == UpgradePhase.WAITING_FOR_WINDOW
                ? state
                : state.enter(UpgradePhase.WAITING_FOR_WINDOW, Stage.WAIT, now);
    }

    private static Next<UpgradeState> grant(UpgradeState state, Instant now, Instant closesAt) {
        UpgradeState granted =
                state.with(state.attempts().granting(now, closesAt)).enter(UpgradePhase.SWITCHING, Stage.SWITCH, now);
        return Next.state(granted)
                .emit(new SwitchWindowOpen(
                        state.upgradeId(),
                        state.instanceId(),
                        granted.attempts().granted(),
                        now,
                        closesAt,
                        state.nodes().source(),
                        state.nodes().target(),
                        state.nodes().credentialRef()));
    }
}
