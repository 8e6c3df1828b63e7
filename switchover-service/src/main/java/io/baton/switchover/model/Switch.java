package io.baton.switchover.model;

import io.baton.contracts.Reason;
import io.baton.contracts.UpgradeEvent.SwitchCompleted;
import io.baton.contracts.UpgradeEvent.SwitchWindowMissed;
import io.baton.contracts.UpgradeEvent.SwitchWindowOpen;
import io.baton.contracts.UpgradeEvent.SwitchWindowRecalled;
import io.baton.contracts.UpgradeEvent.SyncFellBehind;
import io.baton.saga.model.Due;
import io.baton.saga.model.Next;
import io.baton.saga.model.SagaState;
import io.baton.switchover.model.SwitchSignals.AttemptBegun;
import io.baton.switchover.model.SwitchSignals.AttemptFailed;
import io.baton.switchover.model.SwitchSignals.GrantUnusable;
import io.baton.switchover.model.SwitchSignals.ReadyToCommit;
import io.baton.switchover.model.SwitchSignals.Rehearsed;
import io.baton.switchover.model.SwitchSignals.Switched;
import io.baton.switchover.model.SwitchSignals.Undone;
import java.time.Instant;

/**
 * The state of one upgrade's switch.
 *
 * @param grant the grant that is held, or was last
 * @param recalledAttempt the highest grant that upgrade-api has asked back, 0 if none
 * @param attempt the attempt that is under way, or was last; null before the first
 * @param commit what was true at the point of no return; null before it
 * @param failure why the attempt is being undone; null otherwise
 * @param workAt from when on a worker drives it; null while it only waits
 */
public record Switch(
        String sagaId,
        String instanceId,
        SwitchPhase phase,
        Grant grant,
        int recalledAttempt,
        Attempt attempt,
        Commit commit,
        Reason failure,
        Instant workAt)
        implements SagaState<SwitchPhase> {

    static final Reason RECALLED = new Reason("RECALLED", "upgrade-api asked for the grant back");
    static final Reason WINDOW_CLOSED = new Reason("WINDOW_CLOSED", "the window closed before the conditions were met");

    static Switch awaiting(String upgradeId, String instanceId) {
        return new Switch(upgradeId, instanceId, SwitchPhase.AWAITING, null, 0, null, null, null, null);
    }

    /** A grant closes by itself as long as nothing has been touched. */
    @Override
    public Instant dueAt() {
        return phase == SwitchPhase.GRANTED ? grant.closesAt() : null;
    }

    Next<Switch> grant(SwitchWindowOpen event, Instant now) {
        if (grant != null && event.attempt() <= grant.attempt()) {
            return Next.state(this);
        }
        Grant granted = Grant.of(event);
        Switch next = new Switch(
                sagaId,
                instanceId,
                SwitchPhase.GRANTED,
                granted,
                recalledAttempt,
                null,
                null,
                null,
                now.isAfter(granted.opensAt()) ? now : granted.opensAt());
        return event.attempt() <= recalledAttempt ? next.giveBack(RECALLED) : Next.state(next);
    }

    Next<Switch> recalled(SwitchWindowRecalled event, Instant now) {
        Switch noted = new Switch(
                sagaId,
                instanceId,
                phase,
                grant,
                Math.max(recalledAttempt, event.attempt()),
                attempt,
                commit,
                failure,
                workAt);
        return phase == SwitchPhase.GRANTED && noted.askedBack() ? noted.giveBack(RECALLED) : Next.state(noted);
    }

    Next<Switch> fellBehind(SyncFellBehind event, Instant now) {
        return giveBack(event.reason());
    }

    Next<Switch> windowClosed(Due due, Instant now) {
        return giveBack(WINDOW_CLOSED);
    }

    Next<Switch> rehearsed(Rehearsed signal, Instant now) {
        return Next.state(this);
    }

    Next<Switch> unusable(GrantUnusable signal, Instant now) {
        return giveBack(signal.reason());
    }

    Next<Switch> attemptBegun(AttemptBegun signal, Instant now) {
        return Next.state(at(SwitchPhase.ATTEMPTING, signal.attempt(), null, null, now));
    }

    /** The point of no return. A grant that was asked back meanwhile is not used. */
    Next<Switch> commit(ReadyToCommit signal, Instant now) {
        return askedBack()
                ? Next.state(at(SwitchPhase.UNDOING, attempt, null, RECALLED, now))
                : Next.state(at(SwitchPhase.COMMITTED, attempt, signal.commit(), null, now));
    }

    Next<Switch> attemptFailed(AttemptFailed signal, Instant now) {
        return Next.state(at(SwitchPhase.UNDOING, attempt, null, signal.reason(), now));
    }

    Next<Switch> undone(Undone signal, Instant now) {
        return giveBack(failure);
    }

    Next<Switch> switched(Switched signal, Instant now) {
        return Next.state(at(SwitchPhase.COMPLETED, attempt, commit, null, null))
                .emit(new SwitchCompleted(
                        sagaId,
                        instanceId,
                        grant.attempt(),
                        grant.target()
                                .behind(grant.source()
                                        .proxiesAfter(grant.target().proxies(), signal.newProxies())),
                        signal.receipt(),
                        attempt.oldSettings()));
    }

    private boolean askedBack() {
        return recalledAttempt >= grant.attempt();
    }

    private Next<Switch> giveBack(Reason reason) {
        return Next.state(at(SwitchPhase.IDLE, attempt, null, null, null))
                .emit(new SwitchWindowMissed(sagaId, instanceId, grant.attempt(), reason));
    }

    private Switch at(SwitchPhase next, Attempt attempt, Commit commit, Reason failure, Instant workAt) {
        return new Switch(sagaId, instanceId, next, grant, recalledAttempt, attempt, commit, failure, workAt);
    }
}
