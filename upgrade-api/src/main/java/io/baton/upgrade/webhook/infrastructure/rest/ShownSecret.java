package io.baton.upgrade.webhook.infrastructure.rest;

import io.baton.engine.Secret;
import io.baton.upgrade.shared.model.Refusal;
import io.baton.upgrade.webhook.model.WebhookSecret;
import jakarta.ws.rs.core.Response;

/**
 * The secret of one request: given by its user, or generated and shown once. It is put into the answer only after that has
 * been remembered for its Idempotency-Key, so that it lies nowhere but in the credential store; a repeat shows none.
 */
final class ShownSecret {

    private final Secret secret;
    private final boolean generated;
    private WebhookJson made;

    private ShownSecret(Secret secret, boolean generated) {
        this.secret = secret;
        this.generated = generated;
    }

    static ShownSecret of(String given) {
        return given == null
                ? new ShownSecret(WebhookSecret.generate(), true)
                : new ShownSecret(
                        WebhookSecret.parse(given).orElseThrow(() -> new Refusal(
                                        Refusal.Kind.MALFORMED,
                                        "INVALID_SECRET",
                                        "A secret is whsec_ and 24 to 64 bytes in Base64. Left out, one is generated.")
                                .asException()),
                        false);
    }

    Secret secret() {
        return secret;
    }

    /** The work was done in this request, and is not only told again. */
    WebhookJson made(WebhookJson webhook) {
        made = webhook;
        return webhook;
    }

    Response in(Response answer) {
        return generated && made != null
                ? Response.fromResponse(answer)
                        .entity(made.showing(secret.reveal()))
                        .build()
                : answer;
    }
}
