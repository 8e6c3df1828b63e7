package io.baton.resource.provisioning.model;

import io.baton.contracts.Reason;
import io.baton.contracts.Topology;

/** What the work on an instance found out, and what its upgrades tell it. */
public sealed interface ProvisioningSignal {

    /** Every node is up and the endpoint answers. */
    record InstanceReady(Topology topology) implements ProvisioningSignal {}

    /** It can't be provisioned. */
    record ProvisioningGaveUp(Reason reason) implements ProvisioningSignal {}

    /** Nothing of it runs any more and nothing of it lies on a disk. */
    record NodesCleared() implements ProvisioningSignal {}

    /** An upgrade has switched it to other nodes. */
    record TopologySwitched(Topology topology) implements ProvisioningSignal {}
}
