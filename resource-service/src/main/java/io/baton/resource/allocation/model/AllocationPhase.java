package io.baton.resource.allocation.model;

/** Where the nodes of an upgrade are. */
public enum AllocationPhase {
    AWAITING,
    ALLOCATING,
    REFUSED,
    ALLOCATED,
    CLOSING,
    RELEASING,
    RETIRING,
    RELEASED
}
