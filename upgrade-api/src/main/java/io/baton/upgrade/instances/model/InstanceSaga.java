package io.baton.upgrade.instances.model;

import static io.baton.upgrade.instances.model.InstancePhase.CREATING;
import static io.baton.upgrade.instances.model.InstancePhase.DELETED;
import static io.baton.upgrade.instances.model.InstancePhase.DELETING;
import static io.baton.upgrade.instances.model.InstancePhase.FAILED;
import static io.baton.upgrade.instances.model.InstancePhase.NEW;
import static io.baton.upgrade.instances.model.InstancePhase.RUNNING;
import static io.baton.upgrade.instances.model.InstancePhase.UPGRADING;

import io.baton.contracts.InstanceEvent.InstanceProvisioned;
import io.baton.contracts.InstanceEvent.InstanceProvisioningFailed;
import io.baton.contracts.InstanceEvent.InstanceRemovalRequested;
import io.baton.contracts.InstanceEvent.InstanceRemoved;
import io.baton.contracts.InstanceEvent.InstanceRequested;
import io.baton.contracts.Reason;
import io.baton.saga.model.Due;
import io.baton.saga.model.Next;
import io.baton.saga.model.Saga;
import io.baton.upgrade.instances.model.InstanceSignals.InstanceChanged;
import io.baton.upgrade.instances.model.InstanceSignals.InstanceSubmitted;
import io.baton.upgrade.instances.model.InstanceSignals.ProxiesReplaced;
import io.baton.upgrade.instances.model.InstanceSignals.RemovalRequested;
import io.baton.upgrade.instances.model.InstanceSignals.UpgradeEnded;
import io.baton.upgrade.instances.model.InstanceSignals.UpgradeSubmitted;
import io.baton.upgrade.instances.model.InstanceSignals.VersionSwitched;
import io.baton.upgrade.queue.model.TurnCame;
import io.baton.upgrade.upgrading.model.UpgradeSignals.WindowChanged;
import java.time.Instant;

/**
 * The instance as a table.
 *
 * <pre>
 * CREATING → RUNNING ⇄ UPGRADING
 *     │         └→ DELETING → DELETED
 *     └→ FAILED ─────┘
 * </pre>
 */
public final class InstanceSaga {

    private static final Reason OVERDUE =
            new Reason("PROVISIONING_TIMEOUT", "The instance's nodes were not up in time.");

    /** One open upgrade an instance: only RUNNING takes {@link UpgradeSubmitted}. */
    public static final Saga<InstancePhase, InstanceState> INSTANCE = Saga.named(
                    "instance", InstanceState.class, InstanceState::unborn)
            .perInstance()
            .in(NEW, "none", "nothing has happened yet")
            .on(InstanceSubmitted.class)
            .to(CREATING)
            .by((instance, wish, now) -> Next.state(instance.submitted(wish, now)))
            .defer(InstanceProvisioned.class, InstanceProvisioningFailed.class, InstanceRemoved.class)
            .in(CREATING, "none until its turn, then 10 min, then it has failed", "InstanceRemovalRequested")
            .on(TurnCame.class)
            .to(CREATING)
            .emits(InstanceRequested.class)
            .by(InstanceSaga::begun)
            .on(InstanceProvisioned.class)
            .to(RUNNING)
            .by((instance, event, now) -> Next.state(instance.served(event.topology())))
            .on(InstanceProvisioningFailed.class)
            .to(FAILED)
            .by((instance, event, now) -> Next.state(instance.failed(event.reason())))
            .on(Due.class)
            .to(FAILED)
            .by((instance, due, now) -> Next.state(instance.failed(OVERDUE)))
            .on(InstanceChanged.class)
            .to(CREATING)
            .by(InstanceSaga::changed)
            .on(RemovalRequested.class)
            .to(DELETING)
            .emits(InstanceRemovalRequested.class)
            .by(InstanceSaga::removal)
            .defer(InstanceRemoved.class)
            .in(RUNNING, "none", "InstanceRemovalRequested")
            .on(UpgradeSubmitted.class)
            .to(UPGRADING)
            .by((instance, upgrade, now) -> Next.state(instance.upgrading(upgrade.upgradeId())))
            .on(InstanceChanged.class)
            .to(RUNNING)
            .by(InstanceSaga::changed)
            .on(RemovalRequested.class)
            .to(DELETING)
            .emits(InstanceRemovalRequested.class)
            .by(InstanceSaga::removal)
            .ignore(TurnCame.class, InstanceProvisioned.class, InstanceProvisioningFailed.class)
            .defer(InstanceRemoved.class)
            .in(UPGRADING, "the upgrade's", "the upgrade's")
            .on(VersionSwitched.class)
            .to(UPGRADING)
            .by((instance, signal, now) -> Next.state(instance.switched(signal.topology(), signal.build())))
            .on(ProxiesReplaced.class)
            .to(UPGRADING)
            .by((instance, signal, now) -> Next.state(instance.behind(signal.proxies())))
            .on(UpgradeEnded.class)
            .to(RUNNING)
            .by((instance, signal, now) -> Next.state(instance.upgraded()))
            .on(InstanceChanged.class)
            .to(UPGRADING)
            .by(InstanceSaga::changed)
            .ignore(TurnCame.class, InstanceProvisioned.class, InstanceProvisioningFailed.class)
            .defer(InstanceRemoved.class)
            .in(FAILED, "none", "InstanceRemovalRequested")
            .on(InstanceProvisioned.class)
            .to(RUNNING)
            .by((instance, event, now) -> Next.state(instance.served(event.topology())))
            .on(InstanceChanged.class)
            .to(FAILED)
            .by(InstanceSaga::changed)
            .on(RemovalRequested.class)
            .to(DELETING)
            .emits(InstanceRemovalRequested.class)
            .by(InstanceSaga::removal)
            .ignore(TurnCame.class, InstanceProvisioningFailed.class)
            .defer(InstanceRemoved.class)
            .in(DELETING, "none: resource-service ends it", "none: it only goes forward")
            .on(InstanceRemoved.class)
            .to(DELETED)
            .by((instance, event, now) -> Next.state(instance.deleted()))
            .ignore(TurnCame.class, InstanceProvisioned.class, InstanceProvisioningFailed.class)
            .ignore(RemovalRequested.class)
            .in(DELETED, "none", "none")
            .ignore(TurnCame.class, InstanceProvisioned.class, InstanceProvisioningFailed.class)
            .ignore(InstanceRemoved.class)
            .build();

    private InstanceSaga() {}

    /** A turn that comes twice begins nothing twice. */
    private static Next<InstanceState> begun(InstanceState state, TurnCame turn, Instant now) {
        return state.turn().taken()
                ? Next.state(state)
                : Next.state(state.begun(now))
                        .emit(new InstanceRequested(state.instanceId(), state.build(), state.spec(), state.endpoint()));
    }

    /** A waiting upgrade follows the new window. */
    private static Next<InstanceState> changed(InstanceState state, InstanceChanged change, Instant now) {
        Next<InstanceState> next = Next.state(state.changed(change));
        return state.openUpgradeId() == null || change.window() == null
                ? next
                : next.tell("upgrade", state.openUpgradeId(), new WindowChanged(change.window()));
    }

    private static Next<InstanceState> removal(InstanceState state, RemovalRequested signal, Instant now) {
        return Next.state(state.deleting()).emit(new InstanceRemovalRequested(state.instanceId()));
    }
}
