package io.baton.upgrade.upgrading.infrastructure;

import io.baton.saga.infrastructure.SagaChanged;
import io.baton.saga.model.Due;
import io.baton.upgrade.upgrading.model.StageTime;
import io.baton.upgrade.upgrading.model.UpgradePhase;
import io.baton.upgrade.upgrading.model.UpgradeState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.Map;
import org.jboss.logging.Logger;

/** What operators see of the upgrades: how many are where, how they ended, how long each stage took, what is late. */
@ApplicationScoped
public class UpgradeMetrics {

    private static final Logger LOG = Logger.getLogger(UpgradeMetrics.class);

    private final UpgradeRows upgrades;
    private final MeterRegistry metrics;
    private volatile Map<UpgradePhase, Long> counts = Map.of();

    UpgradeMetrics(UpgradeRows upgrades, MeterRegistry metrics) {
        this.upgrades = upgrades;
        this.metrics = metrics;
        for (UpgradePhase phase : UpgradePhase.values()) {
            if (phase != UpgradePhase.NEW) {
                Gauge.builder("baton.upgrades", () -> counts.getOrDefault(phase, 0L))
                        .description("Upgrades by state")
                        .tag("state", phase.name())
                        .register(metrics);
            }
        }
        Gauge.builder("baton.switch.grants.open", () -> counts.getOrDefault(UpgradePhase.SWITCHING, 0L))
                .description("Grants that are out")
                .register(metrics);
    }

    @Scheduled(every = "5s", delayed = "1s", skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void count() {
        counts = upgrades.countByPhase();
    }

    void changed(@Observes(during = TransactionPhase.AFTER_SUCCESS) SagaChanged change) {
        if (change.before() instanceof UpgradeState before && change.after() instanceof UpgradeState after) {
            stages(before, after);
            missed(before, after);
            if (after.phase().ended() && !before.phase().ended()) {
                ended(after);
            } else if (change.input() instanceof Due) {
                overdue(before, after);
            }
        }
    }

    private void ended(UpgradeState upgrade) {
        metrics.counter(
                        "baton.upgrades.ended",
                        "outcome",
                        upgrade.phase().name(),
                        "kind",
                        upgrade.plan().kind().name())
                .increment();
        LOG.infof(
                "upgrade ended upgrade=%s instance=%s outcome=%s from=%s to=%s attempts=%d reason=%s",
                upgrade.upgradeId(),
                upgrade.instanceId(),
                upgrade.phase(),
                upgrade.plan().from().version(),
                upgrade.plan().to().version(),
                upgrade.attempts().granted(),
                upgrade.failure() == null ? "none" : upgrade.failure().code());
    }

    private void stages(UpgradeState before, UpgradeState after) {
        for (StageTime stage : after.stages().all()) {
            StageTime earlier = before.stages().all().get(stage.stage().ordinal());
            if (stage.endedAt() != null && earlier.endedAt() == null) {
                Timer.builder("baton.upgrade.stage")
                        .description("How long a stage took")
                        .tag("stage", stage.stage().name())
                        .register(metrics)
                        .record(Duration.between(stage.startedAt(), stage.endedAt()));
            }
        }
    }

    private void missed(UpgradeState before, UpgradeState after) {
        if (before.attempts().grant() != null
                && after.attempts().grant() == null
                && after.receipt() == null
                && after.attempts().lastMissed() != null) {
            metrics.counter(
                            "baton.switch.grants.missed",
                            "reason",
                            after.attempts().lastMissed().code())
                    .increment();
        }
        if (after.attempts().missedWindows() > before.attempts().missedWindows()) {
            metrics.counter("baton.upgrade.windows.missed").increment();
        }
    }

    private void overdue(UpgradeState before, UpgradeState after) {
        boolean late = after.overdueNotices() > before.overdueNotices()
                || (before.phase() == UpgradePhase.SWITCHING && after.phase() == UpgradePhase.SWITCHING);
        if (late) {
            metrics.counter("baton.upgrade.overdue", "state", after.phase().name())
                    .increment();
            LOG.warnf(
                    "upgrade overdue upgrade=%s instance=%s phase=%s since=%s syncStopped=%s resourcesReleased=%s",
                    after.upgradeId(),
                    after.instanceId(),
                    after.phase(),
                    after.phaseSince(),
                    after.syncStopped(),
                    after.resourcesReleased());
        }
    }
}
