package io.baton.upgrade.upgrading.model;

import io.baton.contracts.SyncProgress;
import io.baton.upgrade.window.model.Opening;
import java.time.Instant;

/** How far an upgrade is and when it will be switched, for people who wait. */
public final class Outlook {

    private static final int ALLOCATING = 3;
    private static final int SYNC_BEGINS = 10;
    private static final int SYNC_ENDS = 70;
    private static final int WAITING = 75;
    private static final int SWITCHING = 80;
    private static final int FINISHING = 90;
    private static final int DONE = 100;

    private Outlook() {}

    /** Percent of the whole way, 0 to 100; only a completed upgrade has 100. */
    public static int percent(UpgradeState state) {
        if (state.phase() == UpgradePhase.COMPLETED) {
            return DONE;
        }
        return switch (state.stages().current()) {
            case ALLOCATE -> state.phase() == UpgradePhase.REQUESTED ? 0 : ALLOCATING;
            case SYNCHRONISE -> synchronised(state.sync().progress());
            case WAIT -> WAITING;
            case SWITCH -> SWITCHING;
            case COMPLETE -> FINISHING;
        };
    }

    private static int synchronised(SyncProgress progress) {
        if (progress == null) {
            return SYNC_BEGINS;
        }
        if (progress.phase() == SyncProgress.Phase.INCREMENTAL) {
            return SYNC_ENDS;
        }
        double part =
                progress.totalBytes() <= 0 ? 0 : Math.min(1.0, (double) progress.syncedBytes() / progress.totalBytes());
        return SYNC_BEGINS + (int) (part * (SYNC_ENDS - SYNC_BEGINS));
    }

    /** The window in which it will be switched; null where it needs none, or no switch lies ahead. */
    public static Opening nextWindow(UpgradeState state, Instant now) {
        if (state.switchTime() != SwitchTime.MAINTENANCE_WINDOW || !switchLiesAhead(state)) {
            return null;
        }
        Opening waitedFor = state.attempts().opening();
        return waitedFor != null && waitedFor.closesAt().isAfter(now)
                ? waitedFor
                : state.window().nextOpening(now);
    }

    /** When the switch can be expected; null while that is unknown, or no switch lies ahead. */
    public static Instant eta(UpgradeState state, Instant now) {
        if (!switchLiesAhead(state)) {
            return null;
        }
        Instant ready = state.phase() == UpgradePhase.SYNCING && state.sync().progress() != null
                ? state.sync().progress().eta()
                : null;
        Opening window = nextWindow(state, ready == null ? now : ready);
        if (window == null) {
            return state.phase() == UpgradePhase.WAITING_FOR_WINDOW ? state.dueAt() : ready;
        }
        return ready != null && ready.isAfter(window.opensAt()) ? ready : window.opensAt();
    }

    private static boolean switchLiesAhead(UpgradeState state) {
        return switch (state.phase()) {
            case REQUESTED, ALLOCATING, SYNCING, WAITING_FOR_WINDOW -> true;
            default -> false;
        };
    }
}
