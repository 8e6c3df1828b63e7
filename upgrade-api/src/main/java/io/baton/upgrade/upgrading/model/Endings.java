package io.baton.upgrade.upgrading.model;

import io.baton.contracts.Reason;
import io.baton.contracts.UpgradeEvent.AllocationFailed;
import io.baton.contracts.UpgradeEvent.ResourcesReleased;
import io.baton.contracts.UpgradeEvent.SyncFailed;
import io.baton.contracts.UpgradeEvent.SyncStopped;
import io.baton.contracts.UpgradeEvent.UpgradeCancelled;
import io.baton.contracts.UpgradeEvent.UpgradeCompleted;
import io.baton.contracts.UpgradeEvent.UpgradeFailed;
import io.baton.saga.model.Due;
import io.baton.saga.model.Next;
import io.baton.upgrade.instances.model.InstanceSignals.ProxiesReplaced;
import io.baton.upgrade.instances.model.InstanceSignals.UpgradeEnded;
import io.baton.upgrade.upgrading.model.UpgradeSignals.Cancel;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/**
 * The three ends. Each is declared here alone, with no grant out, and reached when sync-service and resource-service have
 * both cleaned up.
 */
final class Endings {
    static final String INSTANCE_SAGA = "instance";

    private Endings() {}

    static Next<UpgradeState> cancelled(UpgradeState state, Cancel signal, Instant now) {
        return end(state, Wish.cancel(), now);
    }

    static Next<UpgradeState> failed(UpgradeState state, AllocationFailed event, Instant now) {
        return end(state, Wish.fail(event.reason()), now);
    }

    static Next<UpgradeState> failed(UpgradeState state, SyncFailed event, Instant now) {
        return end(state, Wish.fail(event.reason()), now);
    }

    static Next<UpgradeState> fail(UpgradeState state, String code, String message, Instant now) {
        return end(state, Wish.fail(new Reason(code, message)), now);
    }

    static Next<UpgradeState> end(UpgradeState state, Wish wish, Instant now) {
        boolean cancel = wish.end() == Wish.End.CANCEL;
        UpgradeState ending = state.with(draft -> {
            draft.phase = cancel ? UpgradePhase.CANCELLING : UpgradePhase.FAILING;
            draft.phaseSince = now;
            draft.turnSince = null;
            draft.stages = state.stages().end(now);
            draft.wish = null;
            draft.failure = cancel ? null : wish.reason();
        });
        return Next.state(ending)
                .emit(
                        cancel
                                ? new UpgradeCancelled(state.upgradeId(), state.instanceId())
                                : new UpgradeFailed(state.upgradeId(), state.instanceId(), wish.reason()));
    }

    static Next<UpgradeState> cleanedUp(UpgradeState state, SyncStopped event, Instant now) {
        return whenBoth(Next.state(state.with(draft -> draft.syncStopped = true)), now);
    }

    static Next<UpgradeState> cleanedUp(UpgradeState state, ResourcesReleased event, Instant now) {
        UpgradeState released = state.with(draft -> draft.resourcesReleased = true);
        Next<UpgradeState> next = Next.state(released);
        return whenBoth(
                event.newProxies() == null
                        ? next
                        : next.tell(INSTANCE_SAGA, state.instanceId(), new ProxiesReplaced(event.newProxies())),
                now);
    }

    private static Next<UpgradeState> whenBoth(Next<UpgradeState> so, Instant now) {
        UpgradeState state = so.state();
        if (!state.syncStopped() || !state.resourcesReleased()) {
            return so;
        }
        boolean completed = state.phase() == UpgradePhase.FINISHING;
        UpgradeState ended = state.with(draft -> {
            draft.phase = switch (state.phase()) {
                case FINISHING -> UpgradePhase.COMPLETED;
                case CANCELLING -> UpgradePhase.CANCELLED;
                default -> UpgradePhase.FAILED;
            };
            draft.endedAt = now;
            draft.stages = state.stages().end(now);
        });
        Next<UpgradeState> next = new Next<>(ended, so.events(), so.tells())
                .tell(INSTANCE_SAGA, state.instanceId(), new UpgradeEnded(state.upgradeId()));
        return completed
                ? next.emit(new UpgradeCompleted(
                        state.upgradeId(), state.instanceId(), state.plan().to()))
                : next;
    }

    /** It can only go forward: operators hear of it, once for however long it took to notice. */
    static Next<UpgradeState> overdue(UpgradeState state, Due due, Instant now) {
        long passed = Duration.between(state.phaseSince(), now)
                .dividedBy(state.limits().overdue());
        return Next.state(
                state.with(draft -> draft.overdueNotices = (int) Math.max(passed, state.overdueNotices() + 1L)));
    }

    /** A duration as people write it. */
    static String text(Duration duration) {
        return duration.toString()
                .substring(2)
                .replaceAll("(\\d[HMS])(?!$)", "$1 ")
                .toLowerCase(Locale.ROOT);
    }
}
