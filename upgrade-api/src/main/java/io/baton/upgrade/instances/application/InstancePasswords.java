package io.baton.upgrade.instances.application;

import io.baton.engine.Secret;
import io.baton.saga.infrastructure.SagaChanged;
import io.baton.upgrade.instances.model.InstancePhase;
import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.shared.application.KeptSecrets;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** Keeps the passwords of instances for as long as these are there. */
@ApplicationScoped
public class InstancePasswords {

    private final KeptSecrets secrets;

    InstancePasswords(KeptSecrets secrets) {
        this.secrets = secrets;
    }

    /** Stores the password of an instance that the current transaction creates. */
    String keep(String instanceId, Secret password) {
        String reference = "instance/" + instanceId + "/password";
        secrets.keep(reference, password);
        return reference;
    }

    void deleted(@Observes SagaChanged change) {
        if (change.after() instanceof InstanceState instance
                && instance.phase() == InstancePhase.DELETED
                && instance.spec().credentialRef() != null) {
            secrets.drop(instance.spec().credentialRef());
        }
    }
}
