package io.baton.contracts;

import java.util.Optional;

/** The life of an instance: asked for, provisioned, removed. */
public sealed interface InstanceEvent extends BatonEvent {

    @Override
    default String sagaId() {
        return instanceId();
    }

    @About(
            "The creation of an instance begins: it was accepted, and its turn has come; resource-service provisions its nodes.")
    record InstanceRequested(
            @About("Instance id") String instanceId,
            @About("Exact version to run") EngineBuild build,

            @About("Memory, replicas and credential of the nodes")
            NodeSpec spec,

            @About("The address that clients will connect to; it never changes")
            Endpoint endpoint)
            implements InstanceEvent {}

    @About("The instance's nodes are up and it serves clients at its endpoint.")
    record InstanceProvisioned(
            @About("Instance id") String instanceId,
            @About("The nodes that serve it") Topology topology) implements InstanceEvent {

        @Override
        public Optional<BatonEvent> insteadOfIt(Reason refused) {
            return Optional.of(new InstanceProvisioningFailed(instanceId, refused));
        }
    }

    @About("The instance could not be provisioned; whatever was started is gone again.")
    record InstanceProvisioningFailed(
            @About("Instance id") String instanceId,
            @About("Why") Reason reason) implements InstanceEvent {}

    @About("The instance is to be removed with its data.")
    record InstanceRemovalRequested(@About("Instance id") String instanceId) implements InstanceEvent {}

    @About("The instance's nodes and data are gone.")
    record InstanceRemoved(@About("Instance id") String instanceId) implements InstanceEvent {}
}
