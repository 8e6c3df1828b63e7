package io.baton.upgrade.upgrading.infrastructure;

import io.baton.saga.infrastructure.SagaChanged;
import io.baton.saga.infrastructure.StageDurations;
import io.baton.saga.model.Due;
import io.baton.upgrade.upgrading.model.Stage;
import io.baton.upgrade.upgrading.model.StageTime;
import io.baton.upgrade.upgrading.model.UpgradeKind;
import io.baton.upgrade.upgrading.model.UpgradePhase;
import io.baton.upgrade.upgrading.model.UpgradeState;
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
import org.jboss.logging.Logger;

/** What operators see of upgrades that go on and end: how they ended, how long each stage took, what is late. */
@Startup
@ApplicationScoped
public class UpgradeMetrics {

    private static final Logger LOG = Logger.getLogger(UpgradeMetrics.class);

    private static final List<UpgradePhase> LATE =
            List.of(UpgradePhase.SWITCHING, UpgradePhase.FINISHING, UpgradePhase.CANCELLING, UpgradePhase.FAILING);

    /** How the stage ended that an upgrade was in when it came to a phase; {@code done} where it isn't listed. */
    private static final Map<UpgradePhase, String> OUTCOMES = Map.of(
            UpgradePhase.COMPLETED, "done",
            UpgradePhase.CANCELLING, "cancelled",
            UpgradePhase.CANCELLED, "cancelled",
            UpgradePhase.FAILING, "failed",
            UpgradePhase.FAILED, "failed");

    private final MeterRegistry metrics;
    private final Counter windowsMissed;

    /** What may happen is there from the start, at zero: so the first time is a rise. */
    UpgradeMetrics(MeterRegistry metrics) {
        this.metrics = metrics;
        this.windowsMissed = Counter.builder("baton.upgrade.windows.missed")
                .description("Maintenance windows that passed unused")
                .register(metrics);
        List.of("used", "missed").forEach(this::grants);
        for (UpgradePhase phase : UpgradePhase.values()) {
            if (phase.ended()) {
                List.of(UpgradeKind.values()).forEach(kind -> ends(phase, kind));
            }
        }
        LATE.forEach(this::overdue);
        for (Stage stage : Stage.values()) {
            OUTCOMES.values().forEach(outcome -> took(stage, outcome));
        }
    }

    private Counter grants(String outcome) {
        return Counter.builder("baton.switch.grants")
                .description("Grants that came back, with a switch or without")
                .tag("outcome", outcome)
                .register(metrics);
    }

    private Counter ends(UpgradePhase outcome, UpgradeKind kind) {
        return Counter.builder("baton.upgrades.ended")
                .description("Upgrades that have ended")
                .tags("outcome", outcome.name(), "kind", kind.name())
                .register(metrics);
    }

    private Counter overdue(UpgradePhase phase) {
        return Counter.builder("baton.upgrade.overdue")
                .description("Ends that take long, grants that stay out")
                .tag("state", phase.name())
                .register(metrics);
    }

    private Timer took(Stage stage, String outcome) {
        return Timer.builder("baton.upgrade.stage")
                .description("How long a stage took, and how it ended")
                .tags("stage", stage.name(), "outcome", outcome)
                .serviceLevelObjectives(StageDurations.buckets())
                .register(metrics);
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
        ends(upgrade.phase(), upgrade.plan().kind()).increment();
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
                took(stage.stage(), OUTCOMES.getOrDefault(after.phase(), "done"))
                        .record(Duration.between(stage.startedAt(), stage.endedAt()));
            }
        }
    }

    private void missed(UpgradeState before, UpgradeState after) {
        if (before.attempts().grant() != null
                && after.attempts().grant() == null
                && after.receipt() == null
                && after.attempts().lastMissed() != null) {
            grants("missed").increment();
            Counter.builder("baton.switch.grants.missed")
                    .description("Grants that came back unused, by reason")
                    .tag("reason", after.attempts().lastMissed().code())
                    .register(metrics)
                    .increment();
        }
        if (before.receipt() == null && after.receipt() != null) {
            grants("used").increment();
        }
        if (after.attempts().missedWindows() > before.attempts().missedWindows()) {
            windowsMissed.increment();
        }
    }

    private void overdue(UpgradeState before, UpgradeState after) {
        boolean late = after.overdueNotices() > before.overdueNotices()
                || (before.phase() == UpgradePhase.SWITCHING && after.phase() == UpgradePhase.SWITCHING);
        if (late) {
            overdue(after.phase()).increment();
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
