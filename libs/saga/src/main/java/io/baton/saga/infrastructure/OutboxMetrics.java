package io.baton.saga.infrastructure;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** How many events wait to be sent, and for how long the oldest has. */
@ApplicationScoped
public class OutboxMetrics {
    private final Outbox outbox;
    private volatile Outbox.Waiting waiting = new Outbox.Waiting(0, 0);

    OutboxMetrics(Outbox outbox, MeterRegistry metrics) {
        this.outbox = outbox;
        Gauge.builder("baton.outbox.age", () -> waiting.oldestSeconds())
                .baseUnit("seconds")
                .description("How long the oldest unsent event has waited")
                .register(metrics);
        Gauge.builder("baton.outbox.waiting", () -> waiting.events())
                .description("Events that wait to be sent")
                .register(metrics);
    }

    @Scheduled(
            every = "5s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @Transactional
    void look() {
        waiting = outbox.waiting();
    }
}
