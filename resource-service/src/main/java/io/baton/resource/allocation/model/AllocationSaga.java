package io.baton.resource.allocation.model;

import static io.baton.resource.allocation.model.AllocationPhase.ALLOCATED;
import static io.baton.resource.allocation.model.AllocationPhase.ALLOCATING;
import static io.baton.resource.allocation.model.AllocationPhase.AWAITING;
import static io.baton.resource.allocation.model.AllocationPhase.CLOSING;
import static io.baton.resource.allocation.model.AllocationPhase.REFUSED;
import static io.baton.resource.allocation.model.AllocationPhase.RELEASED;
import static io.baton.resource.allocation.model.AllocationPhase.RELEASING;
import static io.baton.resource.allocation.model.AllocationPhase.RETIRING;

import io.baton.contracts.Reason;
import io.baton.contracts.UpgradeEvent.AllocationFailed;
import io.baton.contracts.UpgradeEvent.ResourcesAllocated;
import io.baton.contracts.UpgradeEvent.ResourcesReleased;
import io.baton.contracts.UpgradeEvent.SwitchCompleted;
import io.baton.contracts.UpgradeEvent.SyncStopped;
import io.baton.contracts.UpgradeEvent.UpgradeCancelled;
import io.baton.contracts.UpgradeEvent.UpgradeFailed;
import io.baton.contracts.UpgradeEvent.UpgradeRequested;
import io.baton.resource.allocation.model.AllocationSignal.AllocationGaveUp;
import io.baton.resource.allocation.model.AllocationSignal.NodesGone;
import io.baton.resource.allocation.model.AllocationSignal.NodesReady;
import io.baton.resource.provisioning.model.ProvisioningSaga;
import io.baton.resource.provisioning.model.ProvisioningSignal.TopologySwitched;
import io.baton.saga.model.Due;
import io.baton.saga.model.Next;
import io.baton.saga.model.Saga;
import java.time.Duration;
import java.time.Instant;

/**
 * The nodes of an upgrade: allocated beside the old ones; then either these are retired or the new ones are released.
 *
 * <p>New nodes are only removed after {@code SyncStopped}: before, sync-service may still be using them.
 */
public final class AllocationSaga {

    public static final String NAME = "allocation";

    private static final String BY_API = "none: upgrade-api's";
    private static final String UNTIL_DONE = "none: tried until it is done";

    private AllocationSaga() {}

    /** @param deadline how long allocating may take */
    public static Saga<AllocationPhase, AllocationState> within(Duration deadline) {
        return Saga.named(NAME, AllocationState.class, AllocationState::awaiting)
                .in(AWAITING, "none: nothing is there yet", "nothing to undo")
                .on(UpgradeRequested.class)
                .to(ALLOCATING)
                .by((state, asked, now) -> Next.state(state.allocate(asked, now, now.plus(deadline))))
                .on(UpgradeCancelled.class)
                .to(CLOSING)
                .by((state, cancelled, now) -> Next.state(state.closing()))
                .on(UpgradeFailed.class)
                .to(CLOSING)
                .by((state, failed, now) -> Next.state(state.closing()))
                .defer(SyncStopped.class, SwitchCompleted.class)
                .in(ALLOCATING, "10 min (setting)", "RELEASING removes what was started")
                .on(NodesReady.class)
                .to(ALLOCATED)
                .emits(ResourcesAllocated.class)
                .by((state, ready, now) -> {
                    AllocationState allocated = state.allocated(ready);
                    return Next.state(allocated).emit(allocated.announce());
                })
                .on(AllocationGaveUp.class)
                .to(REFUSED)
                .emits(AllocationFailed.class)
                .by((state, gaveUp, now) -> refuse(state, gaveUp.reason()))
                .on(Due.class)
                .to(REFUSED)
                .emits(AllocationFailed.class)
                .by((state, due, now) -> refuse(state, late(deadline)))
                .on(UpgradeCancelled.class)
                .to(CLOSING)
                .by((state, cancelled, now) -> Next.state(state.closing()))
                .on(UpgradeFailed.class)
                .to(CLOSING)
                .by((state, failed, now) -> Next.state(state.closing()))
                .ignore(UpgradeRequested.class)
                .defer(SyncStopped.class, SwitchCompleted.class)
                .in(REFUSED, BY_API, "RELEASING removes what was started")
                .on(UpgradeFailed.class)
                .to(CLOSING)
                .by((state, failed, now) -> Next.state(state.closing()))
                .on(UpgradeCancelled.class)
                .to(CLOSING)
                .by((state, cancelled, now) -> Next.state(state.closing()))
                .ignore(UpgradeRequested.class, NodesReady.class, AllocationGaveUp.class, Due.class)
                .defer(SyncStopped.class)
                .in(ALLOCATED, BY_API, "RELEASING removes the new nodes")
                .on(SwitchCompleted.class)
                .to(RETIRING)
                .by((state, done, now) -> Next.state(state.retiring(done.topology(), done.fencedSettings(), now))
                        .tell(ProvisioningSaga.NAME, state.instanceId(), new TopologySwitched(done.topology())))
                .on(UpgradeCancelled.class)
                .to(CLOSING)
                .by((state, cancelled, now) -> Next.state(state.closing()))
                .on(UpgradeFailed.class)
                .to(CLOSING)
                .by((state, failed, now) -> Next.state(state.closing()))
                .ignore(UpgradeRequested.class, NodesReady.class, Due.class)
                .defer(SyncStopped.class)
                .in(CLOSING, BY_API, "is itself the undo")
                .on(SyncStopped.class)
                .to(RELEASING)
                .by((state, stopped, now) -> Next.state(state.releasing(now)))
                .ignore(
                        UpgradeRequested.class,
                        UpgradeCancelled.class,
                        UpgradeFailed.class,
                        NodesReady.class,
                        AllocationGaveUp.class,
                        Due.class)
                .in(RELEASING, UNTIL_DONE, "is itself the undo")
                .on(NodesGone.class)
                .to(RELEASED)
                .emits(ResourcesReleased.class)
                .by(AllocationSaga::released)
                .ignore(
                        UpgradeRequested.class,
                        UpgradeCancelled.class,
                        UpgradeFailed.class,
                        SyncStopped.class,
                        NodesReady.class,
                        AllocationGaveUp.class,
                        Due.class)
                .in(RETIRING, UNTIL_DONE, "none: the commit is behind it")
                .on(NodesGone.class)
                .to(RELEASED)
                .emits(ResourcesReleased.class)
                .by(AllocationSaga::released)
                .ignore(UpgradeRequested.class, SwitchCompleted.class, SyncStopped.class)
                .in(RELEASED, "none: an end", "none")
                .ignore(
                        UpgradeRequested.class,
                        UpgradeCancelled.class,
                        UpgradeFailed.class,
                        SwitchCompleted.class,
                        SyncStopped.class,
                        NodesGone.class)
                .build();
    }

    private static Next<AllocationState> released(AllocationState state, NodesGone gone, Instant now) {
        Next<AllocationState> next = Next.state(state.released()).emit(state.announce(gone));
        return gone.newProxies() == null
                ? next
                : next.tell(
                        ProvisioningSaga.NAME,
                        state.instanceId(),
                        new TopologySwitched(state.source().behind(gone.newProxies())));
    }

    private static Next<AllocationState> refuse(AllocationState state, Reason reason) {
        return Next.state(state.refused()).emit(new AllocationFailed(state.upgradeId(), state.instanceId(), reason));
    }

    private static Reason late(Duration deadline) {
        return new Reason(
                "ALLOCATION_TIMED_OUT", "The new nodes were not up within " + deadline.toSeconds() + " seconds.");
    }
}
