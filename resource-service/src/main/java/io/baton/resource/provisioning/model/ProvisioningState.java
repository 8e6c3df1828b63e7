package io.baton.resource.provisioning.model;

import static io.baton.resource.provisioning.model.ProvisioningPhase.AWAITING;
import static io.baton.resource.provisioning.model.ProvisioningPhase.CLEANING;
import static io.baton.resource.provisioning.model.ProvisioningPhase.FAILED;
import static io.baton.resource.provisioning.model.ProvisioningPhase.PROVISIONING;
import static io.baton.resource.provisioning.model.ProvisioningPhase.REMOVED;
import static io.baton.resource.provisioning.model.ProvisioningPhase.REMOVING;
import static io.baton.resource.provisioning.model.ProvisioningPhase.RUNNING;

import io.baton.contracts.Endpoint;
import io.baton.contracts.EngineBuild;
import io.baton.contracts.InstanceEvent.InstanceRequested;
import io.baton.contracts.NodeSpec;
import io.baton.contracts.Reason;
import io.baton.contracts.Topology;
import io.baton.saga.model.SagaState;
import java.time.Instant;

/**
 * The nodes of one instance.
 *
 * @param build what it was created with; null before it was asked for
 * @param topology the nodes that serve it now; null unless it runs or ran
 * @param reason why it could not be provisioned; null otherwise
 */
public record ProvisioningState(
        String instanceId,
        ProvisioningPhase phase,
        EngineBuild build,
        NodeSpec spec,
        Endpoint endpoint,
        Topology topology,
        Reason reason,
        Instant dueAt,
        Instant workAt)
        implements SagaState<ProvisioningPhase> {

    static ProvisioningState awaiting(String instanceId) {
        return new ProvisioningState(instanceId, AWAITING, null, null, null, null, null, null, null);
    }

    @Override
    public String sagaId() {
        return instanceId;
    }

    ProvisioningState provision(InstanceRequested asked, Instant now, Instant deadline) {
        return new ProvisioningState(
                instanceId, PROVISIONING, asked.build(), asked.spec(), asked.endpoint(), null, null, deadline, now);
    }

    ProvisioningState running(Topology served) {
        return new ProvisioningState(instanceId, RUNNING, build, spec, endpoint, served, null, null, null);
    }

    ProvisioningState cleaning(Reason why, Instant now) {
        return new ProvisioningState(instanceId, CLEANING, build, spec, endpoint, null, why, null, now);
    }

    ProvisioningState failed() {
        return new ProvisioningState(instanceId, FAILED, build, spec, endpoint, null, reason, null, null);
    }

    ProvisioningState removing(Instant now) {
        return new ProvisioningState(instanceId, REMOVING, build, spec, endpoint, topology, null, null, now);
    }

    ProvisioningState removed() {
        return new ProvisioningState(instanceId, REMOVED, build, spec, endpoint, null, null, null, null);
    }
}
