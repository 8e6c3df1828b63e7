package io.baton.upgrade.upgrading.model;

import static io.baton.upgrade.upgrading.model.UpgradePhase.ALLOCATING;
import static io.baton.upgrade.upgrading.model.UpgradePhase.CANCELLED;
import static io.baton.upgrade.upgrading.model.UpgradePhase.CANCELLING;
import static io.baton.upgrade.upgrading.model.UpgradePhase.COMPLETED;
import static io.baton.upgrade.upgrading.model.UpgradePhase.FAILED;
import static io.baton.upgrade.upgrading.model.UpgradePhase.FAILING;
import static io.baton.upgrade.upgrading.model.UpgradePhase.FINISHING;
import static io.baton.upgrade.upgrading.model.UpgradePhase.NEW;
import static io.baton.upgrade.upgrading.model.UpgradePhase.REQUESTED;
import static io.baton.upgrade.upgrading.model.UpgradePhase.SWITCHING;
import static io.baton.upgrade.upgrading.model.UpgradePhase.SYNCING;
import static io.baton.upgrade.upgrading.model.UpgradePhase.WAITING_FOR_WINDOW;

import io.baton.contracts.UpgradeEvent.AllocationFailed;
import io.baton.contracts.UpgradeEvent.ResourcesAllocated;
import io.baton.contracts.UpgradeEvent.ResourcesReleased;
import io.baton.contracts.UpgradeEvent.SwitchCompleted;
import io.baton.contracts.UpgradeEvent.SwitchWindowMissed;
import io.baton.contracts.UpgradeEvent.SwitchWindowOpen;
import io.baton.contracts.UpgradeEvent.SwitchWindowRecalled;
import io.baton.contracts.UpgradeEvent.SyncCaughtUp;
import io.baton.contracts.UpgradeEvent.SyncFailed;
import io.baton.contracts.UpgradeEvent.SyncFellBehind;
import io.baton.contracts.UpgradeEvent.SyncProgressed;
import io.baton.contracts.UpgradeEvent.SyncStopped;
import io.baton.contracts.UpgradeEvent.UpgradeCancelled;
import io.baton.contracts.UpgradeEvent.UpgradeCompleted;
import io.baton.contracts.UpgradeEvent.UpgradeFailed;
import io.baton.contracts.UpgradeEvent.UpgradeRequested;
import io.baton.saga.model.Due;
import io.baton.saga.model.Saga;
import io.baton.upgrade.queue.model.TurnCame;
import io.baton.upgrade.upgrading.model.UpgradeSignals.Cancel;
import io.baton.upgrade.upgrading.model.UpgradeSignals.Submitted;
import io.baton.upgrade.upgrading.model.UpgradeSignals.SwitchNow;
import io.baton.upgrade.upgrading.model.UpgradeSignals.WindowChanged;

/**
 * The upgrade as a table.
 *
 * <pre>
 * REQUESTED → ALLOCATING → SYNCING ⇄ WAITING_FOR_WINDOW ⇄ SWITCHING → FINISHING → COMPLETED
 *      └──────────┴───────────┴──────────────┴────────────────┴─ CANCELLING → CANCELLED
 *                                                             └─ FAILING → FAILED
 * </pre>
 */
public final class UpgradeSaga {

    private UpgradeSaga() {}

    /** Its public phases are the states that the API shows. */
    public static final Saga<UpgradePhase, UpgradeState> UPGRADE = Saga.named(
                    "upgrade", UpgradeState.class, UpgradeState::unborn)
            .in(NEW, "none", "nothing has happened yet")
            .on(Submitted.class)
            .to(REQUESTED)
            .by(Beginning::submitted)
            .defer(UpgradeRequested.class, ResourcesAllocated.class, AllocationFailed.class)
            .defer(SyncCaughtUp.class, SyncFellBehind.class, SyncFailed.class, SyncStopped.class)
            .defer(SwitchWindowMissed.class, SwitchCompleted.class, ResourcesReleased.class)
            .ignore(SyncProgressed.class)
            .in(REQUESTED, "none until its turn, then 10 min, then it fails", "UpgradeCancelled, UpgradeFailed")
            .on(TurnCame.class)
            .to(REQUESTED)
            .emits(UpgradeRequested.class)
            .by(Beginning::begun)
            .on(UpgradeRequested.class)
            .to(REQUESTED, ALLOCATING)
            .by(Beginning::published)
            .on(ResourcesAllocated.class)
            .to(SYNCING)
            .by(Beginning::allocated)
            .on(AllocationFailed.class)
            .to(FAILING)
            .emits(UpgradeFailed.class)
            .by(Endings::failed)
            .on(SyncFailed.class)
            .to(FAILING)
            .emits(UpgradeFailed.class)
            .by(Endings::failed)
            .on(Cancel.class)
            .to(CANCELLING)
            .emits(UpgradeCancelled.class)
            .by(Endings::cancelled)
            .on(SwitchNow.class)
            .to(REQUESTED)
            .by(Waiting::notedSwitchNow)
            .on(WindowChanged.class)
            .to(REQUESTED)
            .by(Waiting::notedWindow)
            .on(Due.class)
            .to(FAILING)
            .emits(UpgradeFailed.class)
            .by(Beginning::overdue)
            .defer(SyncCaughtUp.class, SyncFellBehind.class, SyncStopped.class)
            .defer(SwitchWindowMissed.class, SwitchCompleted.class, ResourcesReleased.class)
            .ignore(SyncProgressed.class)
            .in(ALLOCATING, "10 min from its turn, then it fails", "UpgradeCancelled, UpgradeFailed")
            .on(ResourcesAllocated.class)
            .to(SYNCING)
            .by(Beginning::allocated)
            .on(AllocationFailed.class)
            .to(FAILING)
            .emits(UpgradeFailed.class)
            .by(Endings::failed)
            .on(SyncFailed.class)
            .to(FAILING)
            .emits(UpgradeFailed.class)
            .by(Endings::failed)
            .on(Cancel.class)
            .to(CANCELLING)
            .emits(UpgradeCancelled.class)
            .by(Endings::cancelled)
            .on(SwitchNow.class)
            .to(ALLOCATING)
            .by(Waiting::notedSwitchNow)
            .on(WindowChanged.class)
            .to(ALLOCATING)
            .by(Waiting::notedWindow)
            .on(Due.class)
            .to(FAILING)
            .emits(UpgradeFailed.class)
            .by(Beginning::overdue)
            .defer(SyncCaughtUp.class, SyncFellBehind.class, SyncStopped.class)
            .defer(SwitchWindowMissed.class, SwitchCompleted.class, ResourcesReleased.class)
            .ignore(TurnCame.class, UpgradeRequested.class, SyncProgressed.class)
            .in(
                    SYNCING,
                    "24 h, or what is left of the wait for the switch, then it fails",
                    "UpgradeCancelled, UpgradeFailed")
            .on(SyncProgressed.class)
            .to(SYNCING)
            .by(Synchronising::progressed)
            .on(SyncCaughtUp.class)
            .to(SYNCING, WAITING_FOR_WINDOW, FAILING)
            .emits(UpgradeFailed.class)
            .by(Synchronising::caughtUp)
            .on(SyncFellBehind.class)
            .to(SYNCING)
            .by(Synchronising::noted)
            .on(SyncFailed.class)
            .to(FAILING)
            .emits(UpgradeFailed.class)
            .by(Endings::failed)
            .on(AllocationFailed.class)
            .to(FAILING)
            .emits(UpgradeFailed.class)
            .by(Endings::failed)
            .on(Cancel.class)
            .to(CANCELLING)
            .emits(UpgradeCancelled.class)
            .by(Endings::cancelled)
            .on(SwitchNow.class)
            .to(SYNCING)
            .by(Waiting::notedSwitchNow)
            .on(WindowChanged.class)
            .to(SYNCING)
            .by(Waiting::notedWindow)
            .on(Due.class)
            .to(SYNCING, FAILING)
            .emits(UpgradeFailed.class)
            .by(Synchronising::due)
            .defer(SwitchWindowMissed.class, SwitchCompleted.class)
            .defer(SyncStopped.class, ResourcesReleased.class)
            .ignore(TurnCame.class, UpgradeRequested.class, ResourcesAllocated.class)
            .in(
                    WAITING_FOR_WINDOW,
                    "NOW: 1 h; in a window: 7 windows missed, what was waited for others not counted; then it fails",
                    "UpgradeCancelled, UpgradeFailed")
            .on(TurnCame.class)
            .to(WAITING_FOR_WINDOW, SWITCHING)
            .emits(SwitchWindowOpen.class)
            .by(Waiting::turnCame)
            .on(Due.class)
            .to(WAITING_FOR_WINDOW, FAILING)
            .emits(UpgradeFailed.class)
            .by(Waiting::due)
            .on(SwitchNow.class)
            .to(WAITING_FOR_WINDOW, FAILING)
            .emits(UpgradeFailed.class)
            .by(Waiting::switchNow)
            .on(WindowChanged.class)
            .to(WAITING_FOR_WINDOW, FAILING)
            .emits(UpgradeFailed.class)
            .by(Waiting::windowChanged)
            .on(SyncProgressed.class)
            .to(WAITING_FOR_WINDOW)
            .by(Synchronising::progressed)
            .on(SyncCaughtUp.class)
            .to(WAITING_FOR_WINDOW)
            .by(Synchronising::noted)
            .on(SyncFellBehind.class)
            .to(WAITING_FOR_WINDOW, SYNCING)
            .by(Synchronising::fellBehind)
            .on(SyncFailed.class)
            .to(FAILING)
            .emits(UpgradeFailed.class)
            .by(Endings::failed)
            .on(AllocationFailed.class)
            .to(FAILING)
            .emits(UpgradeFailed.class)
            .by(Endings::failed)
            .on(Cancel.class)
            .to(CANCELLING)
            .emits(UpgradeCancelled.class)
            .by(Endings::cancelled)
            .defer(SwitchWindowMissed.class, SwitchCompleted.class)
            .defer(SyncStopped.class, ResourcesReleased.class)
            .ignore(UpgradeRequested.class, ResourcesAllocated.class)
            .in(
                    SWITCHING,
                    "none: the grant is asked back when it has closed, and then every 30 s",
                    "SwitchWindowRecalled; ends when the grant is back")
            .on(SwitchCompleted.class)
            .to(FINISHING)
            .by(Switching::completed)
            .on(SwitchWindowMissed.class)
            .to(SWITCHING, WAITING_FOR_WINDOW, SYNCING, CANCELLING, FAILING)
            .emits(UpgradeCancelled.class, UpgradeFailed.class)
            .by(Switching::missed)
            .on(Cancel.class)
            .to(SWITCHING)
            .emits(SwitchWindowRecalled.class)
            .by(Switching::cancelled)
            .on(SyncFailed.class)
            .to(SWITCHING)
            .emits(SwitchWindowRecalled.class)
            .by(Switching::failed)
            .on(AllocationFailed.class)
            .to(SWITCHING)
            .emits(SwitchWindowRecalled.class)
            .by(Switching::failed)
            .on(Due.class)
            .to(SWITCHING)
            .emits(SwitchWindowRecalled.class)
            .by(Switching::overdue)
            .on(SwitchNow.class)
            .to(SWITCHING)
            .by(Waiting::notedSwitchNow)
            .on(WindowChanged.class)
            .to(SWITCHING)
            .by(Waiting::notedWindow)
            .on(SyncProgressed.class)
            .to(SWITCHING)
            .by(Synchronising::progressed)
            .on(SyncCaughtUp.class)
            .to(SWITCHING)
            .by(Synchronising::noted)
            .on(SyncFellBehind.class)
            .to(SWITCHING)
            .by(Synchronising::noted)
            .defer(SyncStopped.class, ResourcesReleased.class)
            .ignore(TurnCame.class, UpgradeRequested.class, ResourcesAllocated.class)
            .in(FINISHING, "none: operators hear of it every 10 min", "none: it only goes forward")
            .on(SyncStopped.class)
            .to(FINISHING, COMPLETED)
            .emits(UpgradeCompleted.class)
            .by(Endings::cleanedUp)
            .on(ResourcesReleased.class)
            .to(FINISHING, COMPLETED)
            .emits(UpgradeCompleted.class)
            .by(Endings::cleanedUp)
            .on(Due.class)
            .to(FINISHING)
            .by(Endings::overdue)
            .ignore(TurnCame.class, UpgradeRequested.class)
            .ignore(ResourcesAllocated.class, AllocationFailed.class)
            .ignore(SyncProgressed.class, SyncCaughtUp.class, SyncFellBehind.class, SyncFailed.class)
            .ignore(SwitchWindowMissed.class, SwitchCompleted.class)
            .ignore(Cancel.class, SwitchNow.class, WindowChanged.class)
            .in(CANCELLING, "none: operators hear of it every 10 min", "none: it only goes forward")
            .on(SyncStopped.class)
            .to(CANCELLING, CANCELLED)
            .by(Endings::cleanedUp)
            .on(ResourcesReleased.class)
            .to(CANCELLING, CANCELLED)
            .by(Endings::cleanedUp)
            .on(Due.class)
            .to(CANCELLING)
            .by(Endings::overdue)
            .ignore(TurnCame.class, UpgradeRequested.class)
            .ignore(ResourcesAllocated.class, AllocationFailed.class)
            .ignore(SyncProgressed.class, SyncCaughtUp.class, SyncFellBehind.class, SyncFailed.class)
            .ignore(SwitchWindowMissed.class)
            .ignore(Cancel.class, SwitchNow.class, WindowChanged.class)
            .in(FAILING, "none: operators hear of it every 10 min", "none: it only goes forward")
            .on(SyncStopped.class)
            .to(FAILING, FAILED)
            .by(Endings::cleanedUp)
            .on(ResourcesReleased.class)
            .to(FAILING, FAILED)
            .by(Endings::cleanedUp)
            .on(Due.class)
            .to(FAILING)
            .by(Endings::overdue)
            .ignore(TurnCame.class, UpgradeRequested.class)
            .ignore(ResourcesAllocated.class, AllocationFailed.class)
            .ignore(SyncProgressed.class, SyncCaughtUp.class, SyncFellBehind.class, SyncFailed.class)
            .ignore(SwitchWindowMissed.class)
            .ignore(Cancel.class, SwitchNow.class, WindowChanged.class)
            .in(COMPLETED, "none", "none")
            .ignore(TurnCame.class, UpgradeRequested.class)
            .ignore(ResourcesAllocated.class, AllocationFailed.class)
            .ignore(SyncProgressed.class, SyncCaughtUp.class, SyncFellBehind.class, SyncFailed.class)
            .ignore(SwitchCompleted.class, SwitchWindowMissed.class, SyncStopped.class, ResourcesReleased.class)
            .ignore(Cancel.class, SwitchNow.class, WindowChanged.class)
            .in(CANCELLED, "none", "none")
            .ignore(TurnCame.class, UpgradeRequested.class)
            .ignore(ResourcesAllocated.class, AllocationFailed.class)
            .ignore(SyncProgressed.class, SyncCaughtUp.class, SyncFellBehind.class, SyncFailed.class)
            .ignore(SwitchWindowMissed.class, SyncStopped.class, ResourcesReleased.class)
            .ignore(Cancel.class, SwitchNow.class, WindowChanged.class)
            .in(FAILED, "none", "none")
            .ignore(TurnCame.class, UpgradeRequested.class)
            .ignore(ResourcesAllocated.class, AllocationFailed.class)
            .ignore(SyncProgressed.class, SyncCaughtUp.class, SyncFellBehind.class, SyncFailed.class)
            .ignore(SwitchWindowMissed.class, SyncStopped.class, ResourcesReleased.class)
            .ignore(Cancel.class, SwitchNow.class, WindowChanged.class)
            .build();
}
