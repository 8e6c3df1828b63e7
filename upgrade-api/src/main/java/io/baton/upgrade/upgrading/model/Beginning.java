package io.baton.upgrade.upgrading.model;

import io.baton.contracts.UpgradeEvent.ResourcesAllocated;
import io.baton.contracts.UpgradeEvent.UpgradeRequested;
import io.baton.saga.model.Due;
import io.baton.saga.model.Next;
import io.baton.upgrade.queue.model.TurnCame;
import io.baton.upgrade.upgrading.model.UpgradeSignals.Submitted;
import java.time.Instant;

/** Stage 1: from the request, by way of the queue, to new nodes. */
final class Beginning {

    private Beginning() {}

    static Next<UpgradeState> submitted(UpgradeState state, Submitted wish, Instant now) {
        UpgradeState requested = state.with(draft -> {
                    draft.plan = wish.plan();
                    draft.switchTime = wish.switchTime();
                    draft.window = wish.window();
                    draft.limits = wish.limits();
                    draft.createdAt = now;
                    draft.findings = wish.findings();
                })
                .enter(UpgradePhase.REQUESTED, Stage.ALLOCATE, now)
                .inTheQueue(now);
        return Next.state(requested);
    }

    /** It may begin. The deadline of the stage begins to run; a turn that comes twice begins nothing twice. */
    static Next<UpgradeState> begun(UpgradeState state, TurnCame turn, Instant now) {
        if (state.turn().taken()) {
            return Next.state(state);
        }
        UpgradePlan plan = state.plan();
        return Next.state(state.enter(UpgradePhase.REQUESTED, Stage.ALLOCATE, now))
                .emit(new UpgradeRequested(state.upgradeId(), state.instanceId(), plan.from(), plan.to(), plan.spec()));
    }

    /** The request was heard on its topic: it is published. The deadline of the stage runs on; before its turn there is none. */
    static Next<UpgradeState> published(UpgradeState state, UpgradeRequested request, Instant now) {
        return Next.state(state.turn().taken() ? state.with(draft -> draft.phase = UpgradePhase.ALLOCATING) : state);
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
