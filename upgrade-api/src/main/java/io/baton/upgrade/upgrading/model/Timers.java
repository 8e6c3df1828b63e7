package io.baton.upgrade.upgrading.model;

import io.baton.upgrade.window.model.Opening;
import java.time.Instant;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * When an upgrade moves on by itself: deadlines, windows that open or close, back-offs, grants that stay out. What waits
 * for its turn has no deadline, as others decide when it comes; but its window may close.
 */
final class Timers {

    private Timers() {}

    static Instant dueAt(UpgradeState state) {
        return switch (state.phase()) {
            case NEW, COMPLETED, CANCELLED, FAILED -> null;
            case REQUESTED -> state.turnSince() != null ? null : allocationEnds(state);
            case ALLOCATING -> allocationEnds(state);
            case SYNCING -> syncing(state);
            case WAITING_FOR_WINDOW -> waiting(state);
            case SWITCHING -> switching(state);
            case FINISHING, CANCELLING, FAILING ->
                state.phaseSince().plus(state.limits().overdue().multipliedBy(state.overdueNotices() + 1L));
        };
    }

    private static Instant allocationEnds(UpgradeState state) {
        return state.phaseSince().plus(state.limits().allocation());
    }

    static Instant synchronisationEnds(UpgradeState state) {
        return state.phaseSince().plus(state.limits().synchronisation());
    }

    /** A window that was waited for may close while the upgrade is behind. */
    private static Instant syncing(UpgradeState state) {
        Opening opening = state.attempts().opening();
        return earliest(
                synchronisationEnds(state), state.attempts().giveUpAt(), opening == null ? null : opening.closesAt());
    }

    private static Instant waiting(UpgradeState state) {
        Attempts attempts = state.attempts();
        if (state.turnSince() != null) {
            return attempts.opening() == null ? null : attempts.opening().closesAt();
        }
        if (attempts.opening() == null) {
            return earliest(attempts.giveUpAt(), attempts.retryAt());
        }
        Instant opensAt = attempts.opening().opensAt();
        return attempts.retryAt() == null || opensAt.isAfter(attempts.retryAt()) ? opensAt : attempts.retryAt();
    }

    private static Instant switching(UpgradeState state) {
        Grant grant = state.attempts().grant();
        return grant.recalledAt() == null
                ? grant.closesAt().plus(state.limits().grantMargin())
                : grant.recalledAt().plus(state.limits().recallEvery());
    }

    private static Instant earliest(Instant... instants) {
        return Stream.of(instants)
                .filter(Objects::nonNull)
                .min(Instant::compareTo)
                .orElse(null);
    }
}
