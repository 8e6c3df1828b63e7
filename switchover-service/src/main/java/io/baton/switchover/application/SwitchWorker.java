package io.baton.switchover.application;

import io.baton.contracts.Reason;
import io.baton.saga.infrastructure.Lease;
import io.baton.saga.infrastructure.SagaWorker;
import io.baton.saga.model.Saga;
import io.baton.switchover.model.Switch;
import io.baton.switchover.model.SwitchPhase;
import io.baton.switchover.model.SwitchSaga;
import io.baton.switchover.model.SwitchSignals.AttemptFailed;
import jakarta.enterprise.context.ApplicationScoped;

/**
 * Drives a switch from wherever it is:
 *
 * <ol>
 *   <li>{@link AwaitingConditions}: a grant is held; nothing is touched until everything is ready.
 *   <li>{@link Switching}: hold, drain, fence, catch up, commit.
 *   <li>{@link Undoing}: before the commit every failure puts everything back, and the grant goes back.
 *   <li>{@link Finishing}: after the commit only forward: promote, route, release.
 * </ol>
 */
@ApplicationScoped
class SwitchWorker implements SagaWorker<Switch> {
    private static final Reason INTERRUPTED =
            new Reason("INTERRUPTED", "the switchover-service that drove the attempt died");

    private final AwaitingConditions awaitingConditions;
    private final Undoing undoing;
    private final Finishing finishing;

    SwitchWorker(AwaitingConditions awaitingConditions, Undoing undoing, Finishing finishing) {
        this.awaitingConditions = awaitingConditions;
        this.undoing = undoing;
        this.finishing = finishing;
    }

    @Override
    public Saga<?, Switch> saga() {
        return SwitchSaga.SWITCH;
    }

    @Override
    public void drive(Lease<Switch> lease) throws Exception {
        if (lease.state().phase() == SwitchPhase.ATTEMPTING) {
            lease.signal(new AttemptFailed(INTERRUPTED));
        }
        if (lease.state().phase() == SwitchPhase.UNDOING) {
            undoing.drive(lease);
        }
        if (lease.state().phase() == SwitchPhase.GRANTED) {
            awaitingConditions.drive(lease);
        }
        if (lease.state().phase() == SwitchPhase.COMMITTED) {
            finishing.recover(lease);
        }
    }
}
