package io.baton.resource.node.infrastructure;

import io.baton.resource.allocation.model.AllocationSignal.NodesGone;
import io.baton.resource.allocation.model.AllocationState;
import io.baton.resource.provisioning.model.ProvisioningState;
import io.baton.saga.infrastructure.SagaChanged;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * Keeps the nodes in step with the sagas, in the transaction that changes a saga: so the supervision never acts on a
 * topology of yesterday.
 */
@ApplicationScoped
public class NodesFollowSagas {
    private final NodeRows rows;

    NodesFollowSagas(NodeRows rows) {
        this.rows = rows;
    }

    void changed(@Observes SagaChanged change) {
        if (change.after() instanceof ProvisioningState state) {
            follow(state);
        } else if (change.after() instanceof AllocationState state) {
            follow(state, change.input());
        }
    }

    private void follow(ProvisioningState state) {
        switch (state.phase()) {
            case RUNNING -> rows.serve(state.instanceId(), state.topology());
            case CLEANING, REMOVING -> rows.unwantedOfInstance(state.instanceId());
            case FAILED, REMOVED -> rows.forgetInstance(state.instanceId());
            default -> {
                // nothing runs yet
            }
        }
    }

    private void follow(AllocationState state, Object input) {
        switch (state.phase()) {
            case ALLOCATED -> rows.allocated(state.upgradeId());
            case REFUSED, CLOSING, RELEASING -> rows.unwanted(state.upgradeId());
            case RELEASED -> {
                if (input instanceof NodesGone gone) {
                    rows.forget(gone.nodeIds());
                }
            }
            default -> {
                // the nodes' own saga has told what it means
            }
        }
    }
}
