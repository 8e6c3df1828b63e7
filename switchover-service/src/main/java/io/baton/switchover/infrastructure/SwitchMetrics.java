package io.baton.switchover.infrastructure;

import io.baton.saga.infrastructure.SagaChanged;
import io.baton.switchover.model.Switch;
import io.baton.switchover.model.SwitchPhase;
import io.baton.switchover.model.SwitchSignals.Switched;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;

/** How long clients waited, and how often a switch stepped back. */
@ApplicationScoped
class SwitchMetrics {
    private final MeterRegistry metrics;
    private final Timer hold;

    SwitchMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        this.hold = Timer.builder("baton.switch.hold")
                .description("From the first proxy told to hold until the last one released")
                .publishPercentiles(0.5, 0.99)
                .register(metrics);
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) SagaChanged change) {
        if (change.input() instanceof Switched switched) {
            hold.record(Duration.ofNanos((long) (switched.receipt().holdMs() * 1_000_000)));
        }
        if (change.before() instanceof Switch before
                && change.after() instanceof Switch after
                && before.phase() == SwitchPhase.UNDOING
                && after.phase() == SwitchPhase.IDLE) {
            metrics.counter("baton.switch.undone", "reason", before.failure().code())
                    .increment();
        }
    }
}
