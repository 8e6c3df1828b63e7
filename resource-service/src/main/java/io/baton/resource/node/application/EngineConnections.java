package io.baton.resource.node.application;

import io.baton.contracts.Endpoint;
import io.baton.engine.client.EngineClient;

/** Opens admin connections. */
public interface EngineConnections {

    /**
     * @param credentialRef name of the password, or null where there is none
     * @throws io.baton.engine.client.EngineException if the engine doesn't answer as it should
     */
    EngineClient open(Endpoint address, String credentialRef);
}
