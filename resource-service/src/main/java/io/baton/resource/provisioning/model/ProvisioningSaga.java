package io.baton.resource.provisioning.model;

import static io.baton.resource.provisioning.model.ProvisioningPhase.AWAITING;
import static io.baton.resource.provisioning.model.ProvisioningPhase.CLEANING;
import static io.baton.resource.provisioning.model.ProvisioningPhase.FAILED;
import static io.baton.resource.provisioning.model.ProvisioningPhase.PROVISIONING;
import static io.baton.resource.provisioning.model.ProvisioningPhase.REMOVED;
import static io.baton.resource.provisioning.model.ProvisioningPhase.REMOVING;
import static io.baton.resource.provisioning.model.ProvisioningPhase.RUNNING;

import io.baton.contracts.InstanceEvent.InstanceProvisioned;
import io.baton.contracts.InstanceEvent.InstanceProvisioningFailed;
import io.baton.contracts.InstanceEvent.InstanceRemovalRequested;
import io.baton.contracts.InstanceEvent.InstanceRemoved;
import io.baton.contracts.InstanceEvent.InstanceRequested;
import io.baton.contracts.Reason;
import io.baton.resource.provisioning.model.ProvisioningSignal.InstanceReady;
import io.baton.resource.provisioning.model.ProvisioningSignal.NodesCleared;
import io.baton.resource.provisioning.model.ProvisioningSignal.ProvisioningGaveUp;
import io.baton.resource.provisioning.model.ProvisioningSignal.TopologySwitched;
import io.baton.saga.model.Due;
import io.baton.saga.model.Next;
import io.baton.saga.model.Saga;
import java.time.Duration;

/** The nodes of an instance: asked for, provisioned, switched by upgrades, removed. */
public final class ProvisioningSaga {

    public static final String NAME = "provisioning";

    private static final String UNTIL_DONE = "none: tried until it is done";

    private ProvisioningSaga() {}

    /** @param deadline how long provisioning may take */
    public static Saga<ProvisioningPhase, ProvisioningState> within(Duration deadline) {
        return Saga.named(NAME, ProvisioningState.class, (sagaId, instanceId) -> ProvisioningState.awaiting(instanceId))
                .perInstance()
                .in(AWAITING, "none: nothing is there yet", "nothing to undo")
                .on(InstanceRequested.class)
                .to(PROVISIONING)
                .by((state, asked, now) -> Next.state(state.provision(asked, now, now.plus(deadline))))
                .on(InstanceRemovalRequested.class)
                .to(REMOVING)
                .by((state, asked, now) -> Next.state(state.removing(now)))
                .in(PROVISIONING, "2 min (setting)", "CLEANING removes what was started")
                .on(InstanceReady.class)
                .to(RUNNING)
                .emits(InstanceProvisioned.class)
                .by((state, ready, now) -> Next.state(state.running(ready.topology()))
                        .emit(new InstanceProvisioned(state.instanceId(), ready.topology())))
                .on(ProvisioningGaveUp.class)
                .to(CLEANING)
                .by((state, gaveUp, now) -> Next.state(state.cleaning(gaveUp.reason(), now)))
                .on(Due.class)
                .to(CLEANING)
                .by((state, due, now) -> Next.state(state.cleaning(late(deadline), now)))
                .on(InstanceRemovalRequested.class)
                .to(REMOVING)
                .by((state, asked, now) -> Next.state(state.removing(now)))
                .ignore(InstanceRequested.class)
                .in(CLEANING, UNTIL_DONE, "is itself the undo")
                .on(NodesCleared.class)
                .to(FAILED)
                .emits(InstanceProvisioningFailed.class)
                .by((state, cleared, now) -> Next.state(state.failed())
                        .emit(new InstanceProvisioningFailed(state.instanceId(), state.reason())))
                .on(InstanceRemovalRequested.class)
                .to(REMOVING)
                .by((state, asked, now) -> Next.state(state.removing(now)))
                .ignore(InstanceRequested.class, InstanceReady.class, ProvisioningGaveUp.class, Due.class)
                .in(FAILED, "none: an end", "nothing is left of it")
                .on(InstanceRemovalRequested.class)
                .to(REMOVING)
                .by((state, asked, now) -> Next.state(state.removing(now)))
                .ignore(InstanceRequested.class, NodesCleared.class)
                .in(RUNNING, "none: supervised", "InstanceRemovalRequested")
                .on(TopologySwitched.class)
                .to(RUNNING)
                .by((state, switched, now) -> Next.state(state.running(switched.topology())))
                .on(InstanceRemovalRequested.class)
                .to(REMOVING)
                .by((state, asked, now) -> Next.state(state.removing(now)))
                .ignore(InstanceRequested.class, InstanceReady.class, ProvisioningGaveUp.class, Due.class)
                .in(REMOVING, UNTIL_DONE, "none: the data is being deleted")
                .on(NodesCleared.class)
                .to(REMOVED)
                .emits(InstanceRemoved.class)
                .by((state, cleared, now) -> Next.state(state.removed()).emit(new InstanceRemoved(state.instanceId())))
                .ignore(
                        InstanceRequested.class,
                        InstanceRemovalRequested.class,
                        InstanceReady.class,
                        ProvisioningGaveUp.class,
                        TopologySwitched.class,
                        Due.class)
                .in(REMOVED, "none: an end", "none")
                .ignore(
                        InstanceRequested.class,
                        InstanceRemovalRequested.class,
                        NodesCleared.class,
                        TopologySwitched.class)
                .build();
    }

    private static Reason late(Duration deadline) {
        return new Reason(
                "PROVISIONING_TIMED_OUT", "The instance was not up within " + deadline.toSeconds() + " seconds.");
    }
}
