package io.baton.upgrade.instances.application;

import io.baton.engine.Secret;
import io.baton.engine.credential.CredentialStore;
import io.baton.saga.infrastructure.SagaChanged;
import io.baton.upgrade.instances.model.InstancePhase;
import io.baton.upgrade.instances.model.InstanceState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

/**
 * Keeps passwords in the credential store, which knows no transactions: what was stored in one that fails is deleted
 * after it, and what belongs to an instance is deleted once that is gone for good.
 */
@ApplicationScoped
public class InstancePasswords {

    /** A password was stored in a transaction that has not ended. */
    record Stored(String reference) {}

    private final CredentialStore credentials;
    private final Event<Stored> stored;

    InstancePasswords(CredentialStore credentials, Event<Stored> stored) {
        this.credentials = credentials;
        this.stored = stored;
    }

    /** Stores the password of an instance that the current transaction creates. */
    String keep(String instanceId, Secret password) {
        String reference = "instance/" + instanceId + "/password";
        credentials.put(reference, password);
        stored.fire(new Stored(reference));
        return reference;
    }

    void rolledBack(@Observes(during = TransactionPhase.AFTER_FAILURE) Stored password) {
        credentials.delete(password.reference());
    }

    void deleted(@Observes(during = TransactionPhase.AFTER_SUCCESS) SagaChanged change) {
        if (change.after() instanceof InstanceState instance
                && instance.phase() == InstancePhase.DELETED
                && instance.spec().credentialRef() != null) {
            credentials.delete(instance.spec().credentialRef());
        }
    }
}
