package io.baton.upgrade.webhook.infrastructure;

import io.baton.upgrade.webhook.model.DeliveryStatus;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;

/** What operators see of the webhooks: how their attempts end, and how much waits. */
@ApplicationScoped
public class WebhookMetrics {

    private final DeliveryTable deliveries;
    private final Counter delivered;
    private final Counter failed;
    private final Counter givenUp;
    private volatile long pending;

    WebhookMetrics(DeliveryTable deliveries, MeterRegistry metrics) {
        this.deliveries = deliveries;
        delivered = counter(metrics, "delivered");
        failed = counter(metrics, "failed");
        givenUp = counter(metrics, "given_up");
        Gauge.builder("baton.webhook.pending", () -> pending)
                .description("Deliveries that wait to be sent, those of paused webhooks among them")
                .register(metrics);
    }

    void delivered() {
        delivered.increment();
    }

    /** @param status of the delivery after the attempt that failed */
    void failed(DeliveryStatus status) {
        (status == DeliveryStatus.GIVEN_UP ? givenUp : failed).increment();
    }

    @Scheduled(every = "5s", delayed = "1s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void count() {
        pending = deliveries.pending();
    }

    private static Counter counter(MeterRegistry metrics, String outcome) {
        return Counter.builder("baton.webhook.deliveries")
                .description("Attempts to deliver an event to a webhook")
                .tag("outcome", outcome)
                .register(metrics);
    }
}
