package io.baton.switchover.infrastructure;

import io.baton.contracts.DataComparison;
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
import org.jboss.logging.Logger;

/** How long clients waited, and how often a switch stepped back. */
@ApplicationScoped
class SwitchMetrics {
    private static final Logger LOG = Logger.getLogger(SwitchMetrics.class);

    private final MeterRegistry metrics;
    private final Timer hold;

    SwitchMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        this.hold = Timer.builder("baton.switch.hold")
                .description("From the first proxy told to hold until the last one released")
                .publishPercentiles(0.5, 0.99)
                .register(metrics);
    }

    private void compared(String upgrade, DataComparison comparison) {
        String result = comparison == null ? "not_compared" : comparison.differing() == 0 ? "equal" : "different";
        metrics.counter("baton.switch.comparisons", "result", result).increment();
        if ("different".equals(result)) {
            LOG.errorf(
                    "DATA DIFFERS upgrade=%s keys=%d first=%s",
                    upgrade, comparison.differing(), comparison.differingKeys());
        }
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) SagaChanged change) {
        if (change.input() instanceof Switched switched) {
            hold.record(Duration.ofNanos((long) (switched.receipt().holdMs() * 1_000_000)));
            compared(change.after().sagaId(), switched.receipt().comparison());
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
