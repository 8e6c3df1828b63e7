package io.baton.upgrade.upgrading.infrastructure;

import io.baton.saga.infrastructure.BatonClock;
import io.baton.saga.infrastructure.SagaChanged;
import io.baton.upgrade.upgrading.infrastructure.UpgradeRows.Open;
import io.baton.upgrade.upgrading.model.UpgradePhase;
import io.baton.upgrade.upgrading.model.UpgradeState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * How many upgrades are where, and for how long, as the database has it: the same from every replica. Looked at every few
 * seconds, and within one after a change that this replica has made.
 */
@ApplicationScoped
public class UpgradeGauges {
    private static final int EVERY_SECONDS = 5;

    private final UpgradeRows upgrades;
    private final BatonClock clock;
    private final MultiGauge stages;
    private volatile Map<UpgradePhase, Long> counts = Map.of();
    private volatile List<Open> open = List.of();
    private volatile boolean changed;
    private int seconds;

    UpgradeGauges(UpgradeRows upgrades, BatonClock clock, MeterRegistry metrics) {
        this.upgrades = upgrades;
        this.clock = clock;
        this.stages = MultiGauge.builder("baton.upgrade.stage.number")
                .description("The stage that an open upgrade is in, 1 to 5; 0 while it is undone")
                .register(metrics);
        for (UpgradePhase phase : UpgradePhase.values()) {
            if (phase != UpgradePhase.NEW) {
                Gauge.builder("baton.upgrades", () -> counts.getOrDefault(phase, 0L))
                        .description("Upgrades by state")
                        .tag("state", phase.name())
                        .register(metrics);
            }
            if (phase != UpgradePhase.NEW && !phase.ended()) {
                Gauge.builder("baton.upgrade.state.age", () -> oldest(phase))
                        .baseUnit("seconds")
                        .description(
                                "How long the upgrade has been in this state that has been so for the longest time")
                        .tag("state", phase.name())
                        .register(metrics);
            }
        }
        Gauge.builder("baton.switch.grants.open", () -> counts.getOrDefault(UpgradePhase.SWITCHING, 0L))
                .description("Grants that are out")
                .register(metrics);
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) SagaChanged change) {
        if (change.after() instanceof UpgradeState) {
            changed = true;
        }
    }

    @Scheduled(
            every = "1s",
            delayed = "1s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void look() {
        if (changed || seconds++ % EVERY_SECONDS == 0) {
            changed = false;
            counts = upgrades.countByPhase();
            open = upgrades.open();
            stages.register(open.stream().<Row<?>>map(UpgradeGauges::row).toList(), true);
        }
    }

    private static Row<Number> row(Open upgrade) {
        return Row.of(
                Tags.of("instance_id", upgrade.instanceId(), "upgrade_id", upgrade.upgradeId()),
                stage(upgrade.phase()));
    }

    private double oldest(UpgradePhase phase) {
        return open.stream()
                .filter(upgrade -> upgrade.phase() == phase)
                .map(Open::since)
                .min(Comparator.naturalOrder())
                .map(since -> Math.max(0, Duration.between(since, clock.now()).toMillis() / 1000.0))
                .orElse(0.0);
    }

    private static int stage(UpgradePhase phase) {
        return switch (phase) {
            case REQUESTED, ALLOCATING -> 1;
            case SYNCING -> 2;
            case WAITING_FOR_WINDOW -> 3;
            case SWITCHING -> 4;
            case FINISHING, COMPLETED -> 5;
            case NEW, CANCELLING, CANCELLED, FAILING, FAILED -> 0;
        };
    }
}
