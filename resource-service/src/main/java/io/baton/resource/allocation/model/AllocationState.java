package io.baton.resource.allocation.model;

import static io.baton.resource.allocation.model.AllocationPhase.ALLOCATED;
import static io.baton.resource.allocation.model.AllocationPhase.ALLOCATING;
import static io.baton.resource.allocation.model.AllocationPhase.AWAITING;
import static io.baton.resource.allocation.model.AllocationPhase.CLOSING;
import static io.baton.resource.allocation.model.AllocationPhase.REFUSED;
import static io.baton.resource.allocation.model.AllocationPhase.RELEASED;
import static io.baton.resource.allocation.model.AllocationPhase.RELEASING;
import static io.baton.resource.allocation.model.AllocationPhase.RETIRING;

import io.baton.contracts.EngineBuild;
import io.baton.contracts.NodeSpec;
import io.baton.contracts.Topology;
import io.baton.contracts.UpgradeEvent.ResourcesAllocated;
import io.baton.contracts.UpgradeEvent.ResourcesReleased;
import io.baton.contracts.UpgradeEvent.UpgradeRequested;
import io.baton.resource.allocation.model.AllocationSignal.NodesGone;
import io.baton.resource.allocation.model.AllocationSignal.NodesReady;
import io.baton.saga.model.SagaState;
import java.time.Instant;
import java.util.Map;

/**
 * The nodes of one upgrade.
 *
 * @param to what the new nodes run; null before the upgrade was asked for
 * @param source the nodes that served the instance before; null before the new ones were ready
 * @param target the nodes that serve it after
 * @param afterSwitch settings that the new nodes get once they serve, as they were when these were made
 * @param fenced settings of the old master that its fence has changed, as they were
 */
public record AllocationState(
        String upgradeId,
        String instanceId,
        AllocationPhase phase,
        EngineBuild to,
        NodeSpec spec,
        Topology source,
        Topology target,
        Map<String, String> afterSwitch,
        Map<String, String> fenced,
        Instant dueAt,
        Instant workAt)
        implements SagaState<AllocationPhase> {

    public AllocationState {
        // Absent in what an older release has written down.
        fenced = fenced == null ? Map.of() : Map.copyOf(fenced);
    }

    static AllocationState awaiting(String upgradeId, String instanceId) {
        return new AllocationState(
                upgradeId, instanceId, AWAITING, null, null, null, null, Map.of(), Map.of(), null, null);
    }

    @Override
    public String sagaId() {
        return upgradeId;
    }

    AllocationState allocate(UpgradeRequested asked, Instant now, Instant deadline) {
        return new AllocationState(
                upgradeId,
                instanceId,
                ALLOCATING,
                asked.to(),
                asked.spec(),
                null,
                null,
                Map.of(),
                Map.of(),
                deadline,
                now);
    }

    AllocationState allocated(NodesReady ready) {
        return new AllocationState(
                upgradeId,
                instanceId,
                ALLOCATED,
                to,
                spec,
                ready.source(),
                ready.target(),
                ready.afterSwitch(),
                Map.of(),
                null,
                null);
    }

    AllocationState refused() {
        return waiting(REFUSED);
    }

    AllocationState closing() {
        return waiting(CLOSING);
    }

    AllocationState releasing(Instant now) {
        return working(RELEASING, target, fenced, now);
    }

    /** @param served the nodes that serve the instance from now on */
    AllocationState retiring(Topology served, Map<String, String> fencedSettings, Instant now) {
        return working(RETIRING, served, fencedSettings, now);
    }

    AllocationState released() {
        return waiting(RELEASED);
    }

    ResourcesAllocated announce() {
        return new ResourcesAllocated(upgradeId, instanceId, source, target, spec.credentialRef());
    }

    ResourcesReleased announce(NodesGone gone) {
        return new ResourcesReleased(upgradeId, instanceId, gone.nodeIds(), gone.newProxies());
    }

    private AllocationState waiting(AllocationPhase in) {
        return new AllocationState(
                upgradeId, instanceId, in, to, spec, source, target, afterSwitch, fenced, null, null);
    }

    private AllocationState working(
            AllocationPhase in, Topology served, Map<String, String> fencedSettings, Instant now) {
        return new AllocationState(
                upgradeId, instanceId, in, to, spec, source, served, afterSwitch, fencedSettings, null, now);
    }
}
