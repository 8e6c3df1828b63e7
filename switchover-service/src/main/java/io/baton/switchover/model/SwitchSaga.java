package io.baton.switchover.model;

import static io.baton.switchover.model.SwitchPhase.ATTEMPTING;
import static io.baton.switchover.model.SwitchPhase.AWAITING;
import static io.baton.switchover.model.SwitchPhase.COMMITTED;
import static io.baton.switchover.model.SwitchPhase.COMPLETED;
import static io.baton.switchover.model.SwitchPhase.GRANTED;
import static io.baton.switchover.model.SwitchPhase.IDLE;
import static io.baton.switchover.model.SwitchPhase.UNDOING;

import io.baton.contracts.UpgradeEvent.SwitchCompleted;
import io.baton.contracts.UpgradeEvent.SwitchWindowMissed;
import io.baton.contracts.UpgradeEvent.SwitchWindowOpen;
import io.baton.contracts.UpgradeEvent.SwitchWindowRecalled;
import io.baton.contracts.UpgradeEvent.SyncFellBehind;
import io.baton.saga.model.Due;
import io.baton.saga.model.Saga;
import io.baton.switchover.model.SwitchSignals.AttemptBegun;
import io.baton.switchover.model.SwitchSignals.AttemptFailed;
import io.baton.switchover.model.SwitchSignals.GrantUnusable;
import io.baton.switchover.model.SwitchSignals.ReadyToCommit;
import io.baton.switchover.model.SwitchSignals.Rehearsed;
import io.baton.switchover.model.SwitchSignals.Switched;
import io.baton.switchover.model.SwitchSignals.Undone;

/** The table of the switch: before the commit every failure undoes, after it there is only forward. */
public final class SwitchSaga {
    private SwitchSaga() {}

    public static final Saga<SwitchPhase, Switch> SWITCH = Saga.<SwitchPhase, Switch>named(
                    "switch", Switch.class, Switch::awaiting)
            .in(AWAITING, "none: upgrade-api's", "nothing to undo")
            .on(SwitchWindowOpen.class)
            .to(GRANTED, IDLE)
            .emits(SwitchWindowMissed.class)
            .by(Switch::grant)
            .on(SwitchWindowRecalled.class)
            .to(AWAITING)
            .by(Switch::recalled)
            .ignore(SyncFellBehind.class)
            .in(GRANTED, "the grant closes", "standby connections of the proxies are dropped by the next attempt")
            .on(AttemptBegun.class)
            .to(ATTEMPTING)
            .by(Switch::attemptBegun)
            .on(Rehearsed.class)
            .to(GRANTED)
            .by(Switch::rehearsed)
            .on(GrantUnusable.class)
            .to(IDLE)
            .emits(SwitchWindowMissed.class)
            .by(Switch::unusable)
            .on(SwitchWindowRecalled.class)
            .to(IDLE, GRANTED)
            .emits(SwitchWindowMissed.class)
            .by(Switch::recalled)
            .on(SyncFellBehind.class)
            .to(IDLE)
            .emits(SwitchWindowMissed.class)
            .by(Switch::fellBehind)
            .on(Due.class)
            .to(IDLE)
            .emits(SwitchWindowMissed.class)
            .by(Switch::windowClosed)
            .ignore(SwitchWindowOpen.class)
            .in(ATTEMPTING, "bounded by the worker; its lease when it dies", "unfence, release to the old master")
            .on(ReadyToCommit.class)
            .to(COMMITTED, UNDOING)
            .by(Switch::commit)
            .on(AttemptFailed.class)
            .to(UNDOING)
            .by(Switch::attemptFailed)
            .on(SwitchWindowRecalled.class)
            .to(ATTEMPTING)
            .by(Switch::recalled)
            .ignore(SwitchWindowOpen.class, SyncFellBehind.class)
            .in(UNDOING, "none: tried until it is done", "is the undo")
            .on(Undone.class)
            .to(IDLE)
            .emits(SwitchWindowMissed.class)
            .by(Switch::undone)
            .on(SwitchWindowRecalled.class)
            .to(UNDOING)
            .by(Switch::recalled)
            .ignore(SwitchWindowOpen.class, SyncFellBehind.class)
            .in(IDLE, "none: upgrade-api's", "nothing to undo")
            .on(SwitchWindowOpen.class)
            .to(GRANTED, IDLE)
            .emits(SwitchWindowMissed.class)
            .by(Switch::grant)
            .on(SwitchWindowRecalled.class)
            .to(IDLE)
            .by(Switch::recalled)
            .ignore(SyncFellBehind.class, Rehearsed.class, AttemptBegun.class, GrantUnusable.class)
            .in(COMMITTED, "none: tried until it is done", "none: only forward")
            .on(Switched.class)
            .to(COMPLETED)
            .emits(SwitchCompleted.class)
            .by(Switch::switched)
            .ignore(SwitchWindowOpen.class, SwitchWindowRecalled.class, SyncFellBehind.class)
            .in(COMPLETED, "none: an end", "none: only forward")
            .ignore(SwitchWindowOpen.class, SwitchWindowRecalled.class, SyncFellBehind.class)
            .build();
}
