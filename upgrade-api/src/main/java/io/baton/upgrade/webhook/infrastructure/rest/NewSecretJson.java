package io.baton.upgrade.webhook.infrastructure.rest;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of POST /webhooks/{id}/rotate-secret. */
@Schema(name = "NewWebhookSecret")
public record NewSecretJson(
        @Schema(
                description = "whsec_ and 24 to 64 bytes in Base64; left out: one is generated and shown once",
                writeOnly = true)
        String secret) {

    /** Without the secret. */
    @Override
    public String toString() {
        return "NewSecretJson[]";
    }
}
