package io.baton.saga.infrastructure;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.concurrent.atomic.AtomicReference;

/** How long the oldest unsent event has waited, in seconds, as a metric. */
@ApplicationScoped
public class OutboxAge {
    private final Outbox outbox;
    private final AtomicReference<Double> seconds;

    OutboxAge(Outbox outbox, MeterRegistry metrics) {
        this.outbox = outbox;
        this.seconds = metrics.gauge("baton.outbox.age.seconds", new AtomicReference<>(0.0), AtomicReference::get);
    }

    @Scheduled(
            every = "5s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    @Transactional
    void look() {
        seconds.set(outbox.ageSeconds());
    }
}
