package io.baton.upgrade.shared.application;

import io.baton.engine.Secret;
import io.baton.engine.credential.CredentialStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;

/**
 * Lets the credential store, which knows no transactions, follow them: what was stored in one that fails is deleted after
 * it, and what is to be deleted goes once the transaction has committed.
 */
@ApplicationScoped
public class KeptSecrets {

    /** A secret was stored in a transaction that has not ended. */
    record Stored(String reference) {}

    /** A secret is to go with what the transaction deletes. */
    record Dropped(String reference) {}

    private final CredentialStore credentials;
    private final Event<Stored> stored;
    private final Event<Dropped> dropped;

    KeptSecrets(CredentialStore credentials, Event<Stored> stored, Event<Dropped> dropped) {
        this.credentials = credentials;
        this.stored = stored;
        this.dropped = dropped;
    }

    /** Stores the secret of something that the current transaction makes. */
    public void keep(String reference, Secret secret) {
        credentials.put(reference, secret);
        stored.fire(new Stored(reference));
    }

    /** Deletes the secret of something that the current transaction deletes. */
    public void drop(String reference) {
        dropped.fire(new Dropped(reference));
    }

    void rolledBack(@Observes(during = TransactionPhase.AFTER_FAILURE) Stored secret) {
        credentials.delete(secret.reference());
    }

    void committed(@Observes(during = TransactionPhase.AFTER_SUCCESS) Dropped secret) {
        credentials.delete(secret.reference());
    }
}
