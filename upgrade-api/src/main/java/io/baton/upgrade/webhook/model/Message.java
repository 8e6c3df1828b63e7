package io.baton.upgrade.webhook.model;

import java.time.Instant;

/**
 * An event as webhooks are told of it.
 *
 * @param id the same for each attempt, and for each webhook
 * @param instanceId whose messages keep their order; empty for a ping
 * @param body the whole event as JSON
 */
public record Message(String id, String type, String instanceId, Instant time, String body) {}
