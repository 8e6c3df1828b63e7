package io.baton.upgrade.webhook.infrastructure;

import io.baton.upgrade.webhook.model.Webhook;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.net.URI;
import java.time.Instant;
import java.util.Collection;
import java.util.Set;

/** A webhook; its secret is in the credential store. */
@Entity
@Table(name = "webhook")
public class WebhookRow {

    private static final String BETWEEN = ",";

    @Id
    String id;

    String url;

    @Column(name = "event_types")
    String eventTypes;

    @Column(name = "instance_ids")
    String instanceIds;

    boolean paused;

    @Column(name = "former_secret_until")
    Instant formerSecretUntil;

    @Column(name = "created_at")
    Instant createdAt;

    static WebhookRow of(Webhook webhook) {
        WebhookRow row = new WebhookRow();
        row.id = webhook.id();
        row.url = webhook.url().toString();
        row.eventTypes = joined(webhook.eventTypes());
        row.instanceIds = joined(webhook.instanceIds());
        row.paused = webhook.paused();
        row.formerSecretUntil = webhook.formerSecretUntil();
        row.createdAt = webhook.createdAt();
        return row;
    }

    Webhook webhook() {
        return new Webhook(
                id, URI.create(url), split(eventTypes), split(instanceIds), paused, formerSecretUntil, createdAt);
    }

    private static String joined(Collection<String> names) {
        return String.join(BETWEEN, names);
    }

    private static Set<String> split(String names) {
        return names.isEmpty() ? Set.of() : Set.of(names.split(BETWEEN));
    }
}
