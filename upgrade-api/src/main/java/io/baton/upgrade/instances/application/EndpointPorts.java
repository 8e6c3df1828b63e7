package io.baton.upgrade.instances.application;

import io.baton.contracts.Endpoint;

/** Gives each living instance an endpoint that no other has. */
public interface EndpointPorts {

    /**
     * Reserves one in the current transaction.
     *
     * @throws io.baton.upgrade.shared.model.RefusedException if there is none left
     */
    Endpoint reserve(String instanceId);

    void release(String instanceId);
}
