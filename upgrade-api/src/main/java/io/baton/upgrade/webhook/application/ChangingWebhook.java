package io.baton.upgrade.webhook.application;

import io.baton.engine.Secret;
import io.baton.upgrade.UpgradeSettings;
import io.baton.upgrade.webhook.model.Webhook;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;

/** Pauses, resumes and removes webhooks, and gives them new secrets. */
@ApplicationScoped
public class ChangingWebhook {

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final WebhookSecrets secrets;
    private final Duration bothSign;

    ChangingWebhook(Webhooks webhooks, Deliveries deliveries, WebhookSecrets secrets, UpgradeSettings settings) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.secrets = secrets;
        this.bothSign = settings.webhooks().bothSecretsSign();
    }

    /** From now on events are kept for it and not sent. */
    @Transactional
    public Webhook pause(String id) {
        return changed(webhooks.get(id).paused(true));
    }

    /** What was kept is sent, in its order. */
    @Transactional
    public Webhook resume(String id) {
        Webhook resumed = changed(webhooks.get(id).paused(false));
        deliveries.hurry(id);
        return resumed;
    }

    /** The secret before signs too for a while, so that a receiver can change over without missing anything. */
    @Transactional
    public Webhook rotate(String id, Secret secret) {
        Webhook webhook = webhooks.get(id);
        secrets.rotate(id, secret);
        return changed(webhook.rotated(Instant.now().plus(bothSign)));
    }

    @Transactional
    public void remove(String id) {
        webhooks.get(id);
        webhooks.remove(id);
        secrets.drop(id);
    }

    private Webhook changed(Webhook webhook) {
        webhooks.change(webhook);
        return webhook;
    }
}
