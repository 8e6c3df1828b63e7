package io.baton.upgrade.upgrading.model;

import io.baton.contracts.Finding;
import io.baton.contracts.Reason;
import io.baton.contracts.SwitchReceipt;
import io.baton.saga.model.SagaState;
import io.baton.upgrade.queue.model.TakesTurns;
import io.baton.upgrade.queue.model.Turn;
import io.baton.upgrade.queue.model.Work;
import io.baton.upgrade.window.model.MaintenanceWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * Everything that is known about an upgrade.
 *
 * @param window the instance's maintenance window
 * @param phaseSince when the phase's deadline began to run
 * @param turnSince since when it waits for its turn, to begin or to switch; null while it does not
 * @param nodes null until they are allocated
 * @param wish how it is to end once the grant is back, or null
 * @param overdueNotices how often operators heard that the end takes long
 * @param failure null unless it fails
 * @param receipt null until the switch
 * @param findings of the last check: at the request, then before the switch
 */
public record UpgradeState(
        String upgradeId,
        String instanceId,
        UpgradePhase phase,
        UpgradePlan plan,
        SwitchTime switchTime,
        MaintenanceWindow window,
        UpgradeLimits limits,
        Instant createdAt,
        Instant phaseSince,
        Instant turnSince,
        Instant endedAt,
        StageTimes stages,
        UpgradeNodes nodes,
        SyncStatus sync,
        Attempts attempts,
        Wish wish,
        boolean syncStopped,
        boolean resourcesReleased,
        int overdueNotices,
        Reason failure,
        SwitchReceipt receipt,
        List<Finding> findings)
        implements SagaState<UpgradePhase>, TakesTurns {

    public UpgradeState {
        findings = findings == null ? List.of() : List.copyOf(findings);
    }

    static UpgradeState unborn(String upgradeId, String instanceId) {
        Draft draft = new Draft();
        draft.upgradeId = upgradeId;
        draft.instanceId = instanceId;
        draft.phase = UpgradePhase.NEW;
        draft.stages = StageTimes.none();
        draft.sync = SyncStatus.unknown();
        draft.attempts = Attempts.none();
        return draft.state();
    }

    @Override
    public String sagaId() {
        return upgradeId;
    }

    @Override
    public Instant dueAt() {
        return Timers.dueAt(this);
    }

    @Override
    public Turn turn() {
        return switch (phase) {
            case REQUESTED -> new Turn(Work.SYNCHRONISATION, turnSince == null, plan.host());
            case ALLOCATING, SYNCING -> Turn.taken(Work.SYNCHRONISATION, plan.host());
            case WAITING_FOR_WINDOW -> turnSince == null ? null : Turn.awaited(Work.SWITCH, plan.host());
            case SWITCHING -> Turn.taken(Work.SWITCH, plan.host());
            default -> null;
        };
    }

    UpgradeState with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.state();
    }

    /** Enters a phase: its deadline begins to run. */
    UpgradeState enter(UpgradePhase next, Stage stage, Instant now) {
        return outOfTheQueue(now).with(draft -> {
            draft.phase = next;
            draft.phaseSince = now;
            draft.stages = stages.enter(stage, now);
        });
    }

    /** From now on it waits for its turn, unless it does so already. */
    UpgradeState inTheQueue(Instant now) {
        return turnSince != null ? this : with(draft -> draft.turnSince = now);
    }

    /** It does not wait for its turn any more; what it has waited does not count as time that it took. */
    UpgradeState outOfTheQueue(Instant now) {
        return turnSince == null
                ? this
                : with(draft -> {
                    draft.turnSince = null;
                    draft.attempts = attempts.givingUpLater(Duration.between(turnSince, now));
                });
    }

    UpgradeState with(Attempts next) {
        return with(draft -> draft.attempts = next);
    }

    UpgradeState with(SyncStatus next) {
        return with(draft -> draft.sync = next);
    }
}
