package io.baton.upgrade.webhook.infrastructure;

import io.baton.upgrade.webhook.application.Deliveries;
import io.baton.upgrade.webhook.model.Message;
import io.baton.upgrade.webhook.model.Webhook;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.temporal.ChronoUnit;
import org.eclipse.microprofile.faulttolerance.Retry;

/**
 * Writes down, for each webhook that wants it, that it is to be told. Tries again for as long as the database is away: only
 * then does the event count as consumed.
 */
@ApplicationScoped
public class WebhookIntake {

    private final WebhookTable webhooks;
    private final Deliveries deliveries;

    WebhookIntake(WebhookTable webhooks, Deliveries deliveries) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
    }

    @Retry(maxRetries = -1, delay = 500, jitter = 100, maxDuration = 0, durationUnit = ChronoUnit.SECONDS)
    public void take(Message message) {
        QuarkusTransaction.requiringNew().run(() -> {
            for (Webhook webhook : webhooks.everyOne()) {
                if (webhook.wants(message.type(), message.instanceId(), message.time())) {
                    deliveries.append(webhook.id(), message);
                }
            }
        });
    }
}
