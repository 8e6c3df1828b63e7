package io.baton.upgrade.instances.application;

import static io.baton.upgrade.instances.model.InstanceSaga.INSTANCE;

import io.baton.saga.infrastructure.SagaExecutor;
import io.baton.saga.model.Decision.Applied;
import io.baton.upgrade.instances.model.InstancePhase;
import io.baton.upgrade.instances.model.InstanceSignals.InstanceChanged;
import io.baton.upgrade.instances.model.InstanceSignals.RemovalRequested;
import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.shared.model.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Renames an instance, moves its maintenance window, or removes it. */
@ApplicationScoped
public class ChangingInstance {

    private final Instances instances;
    private final SagaExecutor sagas;

    ChangingInstance(Instances instances, SagaExecutor sagas) {
        this.instances = instances;
        this.sagas = sagas;
    }

    /** An upgrade that waits for the window follows it. */
    @Transactional
    public InstanceState change(String instanceId, InstanceChanged change) {
        return signal(instanceId, change, "changed");
    }

    /** Removes an instance with its data; it is gone a moment later. */
    @Transactional
    public InstanceState remove(String instanceId) {
        InstanceState instance = instances.get(instanceId);
        return instance.phase() == InstancePhase.DELETING
                ? instance
                : signal(instanceId, new RemovalRequested(), "removed");
    }

    private InstanceState signal(String instanceId, Object signal, String what) {
        instances.get(instanceId);
        boolean applied = sagas.signal(INSTANCE, instanceId, instanceId, signal) instanceof Applied;
        InstanceState instance = instances.get(instanceId);
        if (!applied) {
            throw new Refusal(
                            Refusal.Kind.CONFLICT,
                            "INSTANCE_BUSY",
                            "The instance " + instanceId + " is " + instance.phase() + " and can't be " + what + " now."
                                    + (instance.openUpgradeId() == null
                                            ? ""
                                            : " Its upgrade " + instance.openUpgradeId() + " is still open."))
                    .asException();
        }
        return instance;
    }
}
