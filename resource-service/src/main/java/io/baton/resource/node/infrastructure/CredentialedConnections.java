package io.baton.resource.node.infrastructure;

import io.baton.contracts.Endpoint;
import io.baton.engine.Secret;
import io.baton.engine.client.EngineAddress;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineClients;
import io.baton.engine.credential.CredentialStore;
import io.baton.resource.node.application.EngineConnections;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Connections with the password that the reference names. */
@ApplicationScoped
public class CredentialedConnections implements EngineConnections {
    private final EngineClients clients;
    private final CredentialStore credentials;
    private final ResourceSettings settings;

    CredentialedConnections(EngineClients clients, CredentialStore credentials, ResourceSettings settings) {
        this.clients = clients;
        this.credentials = credentials;
        this.settings = settings;
    }

    @Override
    public EngineClient open(Endpoint address, String credentialRef) {
        Optional<Secret> password = Optional.ofNullable(credentialRef).flatMap(credentials::get);
        return clients.connect(EngineAddress.of(address), password, settings.engineTimeout());
    }
}
