package io.baton.resource.provisioning.infrastructure;

import io.baton.contracts.Topology;
import io.baton.resource.provisioning.application.ServingTopologies;
import io.baton.resource.provisioning.model.ProvisioningPhase;
import io.baton.resource.provisioning.model.ProvisioningState;
import io.baton.saga.infrastructure.SagaRows;
import io.baton.saga.model.Saga;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The topology that the instance's saga holds. */
@ApplicationScoped
public class SagaTopologies implements ServingTopologies {
    private final Saga<ProvisioningPhase, ProvisioningState> saga;
    private final SagaRows rows;

    SagaTopologies(Saga<ProvisioningPhase, ProvisioningState> saga, SagaRows rows) {
        this.saga = saga;
        this.rows = rows;
    }

    @Override
    public Optional<Topology> of(String instanceId) {
        return QuarkusTransaction.requiringNew()
                .call(() -> rows.state(saga, instanceId))
                .filter(state -> state.phase() == ProvisioningPhase.RUNNING)
                .map(ProvisioningState::topology);
    }
}
