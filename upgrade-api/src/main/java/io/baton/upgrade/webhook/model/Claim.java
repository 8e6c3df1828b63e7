package io.baton.upgrade.webhook.model;

/**
 * A delivery that this process has taken on, for as long as its lease lasts.
 *
 * @param token of the lease: whoever claims it later has a higher one
 * @param attempts this one included
 */
public record Claim(long deliveryId, long token, String eventId, String body, int attempts) {}
