package io.baton.upgrade.upgrading.model;

import io.baton.contracts.UpgradeEvent.ResourcesAllocated;
import io.baton.contracts.UpgradeEvent.UpgradeRequested;
import io.baton.saga.model.Due;
import io.baton.saga.model.Next;
import io.baton.upgrade.upgrading.model.UpgradeSignals.Submitted;
import java.time.Instant;

/** Stage 1: from the request to new nodes. */
final class Beginning {

    private Beginning() {}

    static Next<UpgradeState> submitted(UpgradeState state, Submitted wish, Instant now) {
        UpgradePlan plan = wish.plan();
        UpgradeState requested = state.with(draft -> {
                    draft.plan = plan;
                    draft.switchTime = wish.switchTime();
                    draft.window = wish.window();
                    draft.limits = wish.limits();
                    draft.createdAt = now;
                    draft.findings = wish.findings();
                })
                .enter(UpgradePhase.REQUESTED, Stage.ALLOCATE, now);
        return Next.state(requested)
                .emit(new UpgradeRequested(state.upgradeId(), state.instanceId(), plan.from(), plan.to(), plan.spec()));
    }

    /** The request was heard on its topic: it is published. The deadline of the stage runs on. */
    static Next<UpgradeState> published(UpgradeState state, UpgradeRequested request, Instant now) {
        return Next.state(state.with(draft -> draft.phase = UpgradePhase.ALLOCATING));
    }

    static Next<UpgradeState> allocated(UpgradeState state, ResourcesAllocated allocated, Instant now) {
        return Next.state(state.with(draft -> draft.nodes =
                        new UpgradeNodes(allocated.source(), allocated.target(), allocated.credentialRef()))
                .enter(UpgradePhase.SYNCING, Stage.SYNCHRONISE, now));
    }

    static Next<UpgradeState> overdue(UpgradeState state, Due due, Instant now) {
        return Endings.fail(
                state,
                "ALLOCATION_TIMEOUT",
                "New nodes were not up within " + Endings.text(state.limits().allocation()) + ".",
                now);
    }
}
