package io.baton.upgrade.upgrading;

import static io.baton.upgrade.Api.awaitState;
import static io.baton.upgrade.Api.post;
import static io.baton.upgrade.Api.upgrading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.upgrade.Api;
import io.baton.upgrade.OtherServices;
import io.baton.upgrade.ServiceTest;
import io.baton.upgrade.Story;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Inject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What operators see of an upgrade. */
@ServiceTest
class UpgradeMetricsTest {

    private static OtherServices others;

    @Inject
    MeterRegistry metrics;

    @BeforeAll
    static void begin() {
        others = new OtherServices();
    }

    @AfterAll
    static void end() {
        others.close();
    }

    @Test
    void anOpenUpgradeIsShownInItsStageAndAnEndedOneIsCountedWithItsOutcome() {
        double cancelled = ended("CANCELLED");
        long stages = cancelledStages("SYNCHRONISE");
        Story story = upgrading(others, "NOW");
        await().until(() -> stage(story) != null && stage(story).value() == 1);

        others.tell(story.allocated());
        await().until(() -> stage(story).value() == 2);
        await().until(() -> oldest("SYNCING") > 0);

        post(Api.upgrade(story.upgradeId()) + "/cancel").statusCode(202);
        others.tell(story.stopped());
        others.tell(story.released());
        awaitState(story.upgradeId(), "CANCELLED");

        await().until(() -> stage(story) == null);
        await().until(() -> ended("CANCELLED") == cancelled + 1);
        assertThat(cancelledStages("SYNCHRONISE")).isEqualTo(stages + 1);
    }

    @Test
    void whatHasNotHappenedYetIsZeroAndNotMissing() {
        assertThat(ended("FAILED")).isNotNaN();
        assertThat(metrics.get("baton.upgrade.windows.missed").counter().count())
                .isNotNegative();
        assertThat(metrics.get("baton.switch.grants").tag("outcome", "used").counter())
                .isNotNull();
        assertThat(metrics.get("baton.upgrade.overdue")
                        .tag("state", "FINISHING")
                        .counter())
                .isNotNull();
    }

    private Gauge stage(Story story) {
        return metrics.find("baton.upgrade.stage.number")
                .tags("instance_id", story.instanceId(), "upgrade_id", story.upgradeId())
                .gauge();
    }

    private double oldest(String state) {
        return metrics.get("baton.upgrade.state.age")
                .tag("state", state)
                .gauge()
                .value();
    }

    private double ended(String outcome) {
        return metrics.get("baton.upgrades.ended")
                .tags("outcome", outcome, "kind", "MAJOR")
                .counter()
                .count();
    }

    private long cancelledStages(String stage) {
        return metrics.get("baton.upgrade.stage")
                .tags("stage", stage, "outcome", "cancelled")
                .timer()
                .count();
    }
}
