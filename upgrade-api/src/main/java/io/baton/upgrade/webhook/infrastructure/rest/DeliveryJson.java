package io.baton.upgrade.webhook.infrastructure.rest;

import io.baton.upgrade.webhook.model.Delivery;
import io.baton.upgrade.webhook.model.DeliveryStatus;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** One line of the delivery log in JSON. */
@Schema(name = "WebhookDelivery")
public record DeliveryJson(
        long id,

        @Schema(description = "The webhook-id of each attempt, and the event's id on its topic")
        String eventId,

        String type,
        String instanceId,
        DeliveryStatus status,
        @Schema(description = "Since it was last asked for") int attempts,

        @Schema(description = "HTTP status of the last attempt, null where there was no answer")
        Integer lastCode,

        @Schema(description = "What went wrong in the last attempt")
        String lastError,

        Instant lastAttemptAt,
        @Schema(description = "Null where it has ended") Instant nextAttemptAt,
        Instant createdAt,
        Instant endedAt) {

    static DeliveryJson of(Delivery delivery) {
        return new DeliveryJson(
                delivery.id(),
                delivery.eventId(),
                delivery.type(),
                delivery.instanceId().isEmpty() ? null : delivery.instanceId(),
                delivery.status(),
                delivery.attempts(),
                delivery.lastCode(),
                delivery.lastError(),
                delivery.lastAttemptAt(),
                delivery.nextAttemptAt(),
                delivery.createdAt(),
                delivery.endedAt());
    }
}
