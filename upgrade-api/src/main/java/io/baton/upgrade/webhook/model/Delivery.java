package io.baton.upgrade.webhook.model;

import java.time.Instant;

/**
 * One event that one webhook is told of.
 *
 * @param attempts how often it was tried since it was last asked for
 * @param lastCode HTTP status of the last attempt, or null where there was no answer
 * @param lastError what went wrong in the last attempt, or null
 * @param nextAttemptAt when it is tried again, or null where it has ended
 */
public record Delivery(
        long id,
        String webhookId,
        String eventId,
        String type,
        String instanceId,
        DeliveryStatus status,
        int attempts,
        Integer lastCode,
        String lastError,
        Instant lastAttemptAt,
        Instant nextAttemptAt,
        Instant createdAt,
        Instant endedAt) {}
