package io.baton.resource.node.infrastructure;

import io.baton.engine.client.EngineClients;
import io.baton.engine.credential.CredentialStore;
import io.baton.engine.credential.FileCredentialStore;
import io.baton.resource.allocation.model.AllocationPhase;
import io.baton.resource.allocation.model.AllocationSaga;
import io.baton.resource.allocation.model.AllocationState;
import io.baton.resource.provisioning.model.ProvisioningPhase;
import io.baton.resource.provisioning.model.ProvisioningSaga;
import io.baton.resource.provisioning.model.ProvisioningState;
import io.baton.saga.model.Saga;
import io.vertx.core.Vertx;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The sagas, and what comes from libraries. */
@ApplicationScoped
public class ResourceBeans {

    @Produces
    @Singleton
    Saga<ProvisioningPhase, ProvisioningState> provisioning(ResourceSettings settings) {
        return ProvisioningSaga.within(settings.provisioningDeadline());
    }

    @Produces
    @Singleton
    Saga<AllocationPhase, AllocationState> allocation(ResourceSettings settings) {
        return AllocationSaga.within(settings.allocationDeadline());
    }

    @Produces
    @Singleton
    CredentialStore credentials(ResourceSettings settings) {
        return new FileCredentialStore(settings.home().resolve("secrets"));
    }

    @Produces
    @Singleton
    EngineClients engineClients(Vertx vertx) {
        return new EngineClients(vertx);
    }
}
