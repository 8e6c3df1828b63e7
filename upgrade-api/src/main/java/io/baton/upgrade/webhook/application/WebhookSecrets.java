package io.baton.upgrade.webhook.application;

import io.baton.engine.Secret;
import io.baton.engine.credential.CredentialStore;
import io.baton.upgrade.shared.application.KeptSecrets;
import io.baton.upgrade.webhook.model.Webhook;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/**
 * What webhooks sign with. The present and the former secret are one credential, the present one first: nobody ever reads
 * one without the other.
 */
@ApplicationScoped
public class WebhookSecrets {

    private static final String BETWEEN = " ";

    private final CredentialStore credentials;
    private final KeptSecrets kept;

    WebhookSecrets(CredentialStore credentials, KeptSecrets kept) {
        this.credentials = credentials;
        this.kept = kept;
    }

    /** Keeps the first secret of a webhook that the current transaction makes. */
    void keep(String webhookId, Secret secret) {
        kept.keep(reference(webhookId), secret);
    }

    /**
     * Puts a new secret before the present one, once, however often the transaction is tried. Both sign, even if it fails after
     * this.
     */
    void rotate(String webhookId, Secret secret) {
        String present = stored(webhookId)[0];
        if (!present.equals(secret.reveal())) {
            credentials.put(reference(webhookId), Secret.of(secret.reveal() + BETWEEN + present));
        }
    }

    void drop(String webhookId) {
        kept.drop(reference(webhookId));
    }

    /** Those that sign at an instant, the present one first. */
    public List<Secret> signing(Webhook webhook, Instant now) {
        Instant until = webhook.formerSecretUntil();
        boolean formerIsOver = until != null && !now.isBefore(until);
        return Arrays.stream(stored(webhook.id()))
                .limit(formerIsOver ? 1 : 2)
                .map(Secret::of)
                .toList();
    }

    private String[] stored(String webhookId) {
        return credentials
                .get(reference(webhookId))
                .orElseThrow(() -> new IllegalStateException(
                        "The credential store has no secret of the webhook " + webhookId + "."))
                .reveal()
                .split(BETWEEN);
    }

    private static String reference(String webhookId) {
        return "webhook/" + webhookId + "/secret";
    }
}
