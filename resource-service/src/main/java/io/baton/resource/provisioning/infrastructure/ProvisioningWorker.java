package io.baton.resource.provisioning.infrastructure;

import io.baton.resource.node.application.Work;
import io.baton.resource.node.application.WorkSuperseded;
import io.baton.resource.node.infrastructure.LeasedWork;
import io.baton.resource.provisioning.application.ClearingInstance;
import io.baton.resource.provisioning.application.ProvisioningInstance;
import io.baton.resource.provisioning.model.ProvisioningPhase;
import io.baton.resource.provisioning.model.ProvisioningSignal;
import io.baton.resource.provisioning.model.ProvisioningState;
import io.baton.saga.infrastructure.Lease;
import io.baton.saga.infrastructure.SagaWorker;
import io.baton.saga.model.Saga;
import jakarta.enterprise.context.ApplicationScoped;

/** Provisions and removes instances. */
@ApplicationScoped
public class ProvisioningWorker implements SagaWorker<ProvisioningState> {
    private final Saga<ProvisioningPhase, ProvisioningState> saga;
    private final ProvisioningInstance provisioning;
    private final ClearingInstance clearing;

    ProvisioningWorker(
            Saga<ProvisioningPhase, ProvisioningState> saga,
            ProvisioningInstance provisioning,
            ClearingInstance clearing) {
        this.saga = saga;
        this.provisioning = provisioning;
        this.clearing = clearing;
    }

    @Override
    public Saga<?, ProvisioningState> saga() {
        return saga;
    }

    @Override
    public void drive(Lease<ProvisioningState> lease) throws InterruptedException {
        while (lease.state().workAt() != null) {
            try {
                lease.signal(work(lease.state(), new LeasedWork<>(lease)));
            } catch (WorkSuperseded other) {
                lease.refresh();
            }
        }
    }

    private ProvisioningSignal work(ProvisioningState state, Work work) throws InterruptedException {
        return switch (state.phase()) {
            case PROVISIONING -> provisioning.provision(state, work);
            case CLEANING, REMOVING -> clearing.clear(state, work);
            default -> throw new WorkSuperseded();
        };
    }
}
