package io.baton.upgrade.webhook.model;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;

/**
 * Somebody's address that is told of events.
 *
 * @param eventTypes which; empty: all
 * @param instanceIds of which instances; empty: of all
 * @param formerSecretUntil until when the secret before the present one signs too, or null
 */
public record Webhook(
        String id,
        URI url,
        Set<String> eventTypes,
        Set<String> instanceIds,
        boolean paused,
        Instant formerSecretUntil,
        Instant createdAt) {

    /** Services' clocks may differ by this much: rather told of something that was before than not told of what came. */
    static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    public Webhook {
        eventTypes = Collections.unmodifiableSortedSet(new TreeSet<>(eventTypes));
        instanceIds = Collections.unmodifiableSortedSet(new TreeSet<>(instanceIds));
    }

    public Webhook paused(boolean now) {
        return new Webhook(id, url, eventTypes, instanceIds, now, formerSecretUntil, createdAt);
    }

    /** With a new secret, beside which the former one signs until then. */
    public Webhook rotated(Instant bothSignUntil) {
        return new Webhook(id, url, eventTypes, instanceIds, paused, bothSignUntil, createdAt);
    }

    /** Whether it is to be told; events from well before it was registered are still on the topics, and are not. */
    public boolean wants(String eventType, String instanceId, Instant eventTime) {
        return (eventTypes.isEmpty() || eventTypes.contains(eventType))
                && (instanceIds.isEmpty() || instanceIds.contains(instanceId))
                && !eventTime.isBefore(createdAt.minus(CLOCKS_DIFFER));
    }
}
