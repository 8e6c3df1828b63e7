package io.baton.upgrade.upgrading.model;

import io.baton.contracts.Finding;
import io.baton.contracts.Reason;
import io.baton.contracts.SwitchReceipt;
import io.baton.upgrade.window.model.MaintenanceWindow;
import java.time.Instant;
import java.util.List;

/** A state on its way to the next one: never leaves the method that makes it. */
final class Draft {
    String upgradeId;
    String instanceId;
    UpgradePhase phase;
    UpgradePlan plan;
    SwitchTime switchTime;
    MaintenanceWindow window;
    UpgradeLimits limits;
    Instant createdAt;
    Instant phaseSince;
    Instant turnSince;
    Instant endedAt;
    StageTimes stages;
    UpgradeNodes nodes;
    SyncStatus sync;
    Attempts attempts;
    Wish wish;
    boolean syncStopped;
    boolean resourcesReleased;
    int overdueNotices;
    Reason failure;
    SwitchReceipt receipt;
    List<Finding> findings;

    Draft() {}

    Draft(UpgradeState state) {
        upgradeId = state.upgradeId();
        instanceId = state.instanceId();
        phase = state.phase();
        plan = state.plan();
        switchTime = state.switchTime();
        window = state.window();
        limits = state.limits();
        createdAt = state.createdAt();
        phaseSince = state.phaseSince();
        turnSince = state.turnSince();
        endedAt = state.endedAt();
        stages = state.stages();
        nodes = state.nodes();
        sync = state.sync();
        attempts = state.attempts();
        wish = state.wish();
        syncStopped = state.syncStopped();
        resourcesReleased = state.resourcesReleased();
        overdueNotices = state.overdueNotices();
        failure = state.failure();
        receipt = state.receipt();
        findings = state.findings();
    }

    UpgradeState state() {
        return new UpgradeState(
                upgradeId,
                instanceId,
                phase,
                plan,
                switchTime,
                window,
                limits,
                createdAt,
                phaseSince,
                turnSince,
                endedAt,
                stages,
                nodes,
                sync,
                attempts,
                wish,
                syncStopped,
                resourcesReleased,
                overdueNotices,
                failure,
                receipt,
                findings);
    }
}
