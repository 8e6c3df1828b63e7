package io.baton.switchover.infrastructure;

import io.baton.contracts.DataComparison;
import io.baton.contracts.SwitchReceipt;
import io.baton.saga.infrastructure.SagaChanged;
import io.baton.switchover.model.Switch;
import io.baton.switchover.model.SwitchPhase;
import io.baton.switchover.model.SwitchSignals.Switched;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jboss.logging.Logger;

/** How long clients waited, and how often a switch stepped back. */
@Startup
@ApplicationScoped
class SwitchMetrics {
    private static final Logger LOG = Logger.getLogger(SwitchMetrics.class);

    private static final Duration[] HOLDS = {
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(30),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5)
    };

    private final MeterRegistry metrics;
    private final Timer hold;
    private final Timer total;
    private final Counter held;
    private final Map<String, Function<SwitchReceipt, Double>> parts = Map.of(
            "drain", SwitchReceipt::drainMs,
            "fence", SwitchReceipt::fenceMs,
            "catch_up", SwitchReceipt::catchUpMs,
            "commit", SwitchReceipt::commitMs,
            "promote", SwitchReceipt::promoteMs,
            "route", SwitchReceipt::routeMs);

    /** What may happen is there from the start, at zero: so the first time is a rise. */
    SwitchMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        this.hold = Timer.builder("baton.switch.hold")
                .description("From the first proxy told to hold until the last one released")
                .serviceLevelObjectives(HOLDS)
                .register(metrics);
        this.total = Timer.builder("baton.switch.total")
                .description("From the start of a switch to its end, preparations included")
                .serviceLevelObjectives(HOLDS)
                .register(metrics);
        this.held = Counter.builder("baton.switch.commands.held")
                .description("Commands that waited in the proxies")
                .register(metrics);
        parts.keySet().forEach(this::part);
        List.of("completed", "undone").forEach(this::attempts);
        List.of("moved", "closed").forEach(this::connections);
        List.of("equal", "different", "not_compared").forEach(this::comparisons);
    }

    private Timer part(String part) {
        return Timer.builder("baton.switch.part")
                .description("The parts of a hold")
                .tag("part", part)
                .serviceLevelObjectives(HOLDS)
                .register(metrics);
    }

    private Counter attempts(String outcome) {
        return Counter.builder("baton.switch.attempts")
                .description("Attempts at a switch that have ended")
                .tag("outcome", outcome)
                .register(metrics);
    }

    private Counter connections(String outcome) {
        return Counter.builder("baton.switch.connections")
                .description("Client connections of switched instances")
                .tag("outcome", outcome)
                .register(metrics);
    }

    private Counter comparisons(String result) {
        return Counter.builder("baton.switch.comparisons")
                .description("Comparisons of the data of both masters at the frozen offset")
                .tag("result", result)
                .register(metrics);
    }

    private void switched(SwitchReceipt receipt) {
        attempts("completed").increment();
        hold.record(millis(receipt.holdMs()));
        total.record(millis(receipt.totalMs()));
        parts.forEach((name, took) -> part(name).record(millis(took.apply(receipt))));
        held.increment(receipt.commandsHeld());
        connections("moved").increment(receipt.connectionsMoved());
        connections("closed").increment(receipt.connectionsClosed());
    }

    private static Duration millis(double millis) {
        return Duration.ofNanos((long) (millis * 1_000_000));
    }

    private void compared(String upgrade, DataComparison comparison) {
        String result = comparison == null ? "not_compared" : comparison.differing() == 0 ? "equal" : "different";
        comparisons(result).increment();
        if ("different".equals(result)) {
            LOG.errorf(
                    "DATA DIFFERS upgrade=%s keys=%d first=%s",
                    upgrade, comparison.differing(), comparison.differingKeys());
        }
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) SagaChanged change) {
        if (change.input() instanceof Switched switched) {
            switched(switched.receipt());
            compared(change.after().sagaId(), switched.receipt().comparison());
        }
        if (change.before() instanceof Switch before
                && change.after() instanceof Switch after
                && before.phase() == SwitchPhase.UNDOING
                && after.phase() == SwitchPhase.IDLE) {
            attempts("undone").increment();
            Counter.builder("baton.switch.undone")
                    .description("Attempts that stepped back, by reason")
                    .tag("reason", before.failure().code())
                    .register(metrics)
                    .increment();
        }
    }
}
