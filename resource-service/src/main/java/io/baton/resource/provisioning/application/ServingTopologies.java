package io.baton.resource.provisioning.application;

import io.baton.contracts.Topology;
import java.util.Optional;

/** Knows which nodes serve an instance. */
public interface ServingTopologies {

    /** @return empty unless the instance runs */
    Optional<Topology> of(String instanceId);
}
