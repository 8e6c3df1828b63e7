package io.baton.upgrade.webhook.infrastructure.rest;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.baton.upgrade.webhook.model.Webhook;
import java.time.Instant;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A webhook in JSON. */
@Schema(name = "Webhook")
public record WebhookJson(
        String id,
        String url,
        @Schema(description = "Empty: all") Set<String> eventTypes,
        @Schema(description = "Empty: of all instances") Set<String> instanceIds,

        @Schema(
                description = "Events for a PAUSED one are kept and not sent",
                enumeration = {"ACTIVE", "PAUSED"})
        String status,

        @Schema(description = "Until when the secret before the present one signs too")
        Instant formerSecretUntil,

        Instant createdAt,

        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Schema(description = "Only in the first answer to the call that has generated it")
        String secret) {

    static WebhookJson of(Webhook webhook) {
        return new WebhookJson(
                webhook.id(),
                webhook.url().toString(),
                webhook.eventTypes(),
                webhook.instanceIds(),
                webhook.paused() ? "PAUSED" : "ACTIVE",
                webhook.formerSecretUntil(),
                webhook.createdAt(),
                null);
    }

    WebhookJson showing(String generated) {
        return new WebhookJson(id, url, eventTypes, instanceIds, status, formerSecretUntil, createdAt, generated);
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "WebhookJson[id=" + id + ", status=" + status + "]";
    }
}
