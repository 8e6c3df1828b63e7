package io.baton.resource.provisioning.model;

/** Where the nodes of an instance are. */
public enum ProvisioningPhase {
    AWAITING,
    PROVISIONING,
    CLEANING,
    FAILED,
    RUNNING,
    REMOVING,
    REMOVED
}
