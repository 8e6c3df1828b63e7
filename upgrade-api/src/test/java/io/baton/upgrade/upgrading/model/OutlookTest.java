package io.baton.upgrade.upgrading.model;

import static io.baton.upgrade.upgrading.model.SwitchTime.MAINTENANCE_WINDOW;
import static io.baton.upgrade.upgrading.model.SwitchTime.NOW;
import static io.baton.upgrade.upgrading.model.Upgrade.STORY;
import static io.baton.upgrade.upgrading.model.Upgrade.syncing;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.upgrade.window.model.Opening;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class OutlookTest {

    @Test
    void progressRisesFromStageToStageAndOnlyTheEndIsAHundred() {
        Upgrade upgrade = syncing(NOW, "10:00");
        assertThat(Outlook.percent(upgrade.state())).isEqualTo(10);
        assertThat(Outlook.percent(upgrade.take(STORY.progressed(50)).state())).isEqualTo(40);
        assertThat(Outlook.percent(upgrade.take(STORY.progressed(100)).state())).isEqualTo(70);
        assertThat(Outlook.percent(upgrade.take(STORY.caughtUp(1)).state())).isEqualTo(80);
        assertThat(Outlook.percent(upgrade.take(STORY.completed(1)).state())).isEqualTo(90);
        assertThat(Outlook.percent(
                        upgrade.take(STORY.stopped()).take(STORY.released()).state()))
                .isEqualTo(100);
    }

    @Test
    void moreBytesThanExpectedAreNotMoreThanAll() {
        assertThat(Outlook.percent(
                        syncing(NOW, "10:00").take(STORY.progressed(1_000)).state()))
                .isEqualTo(70);
    }

    @Test
    void expectsTheSwitchOnceSynchronised() {
        UpgradeState state = syncing(NOW, "10:00").take(STORY.progressed(50)).state();

        assertThat(Outlook.eta(state, at("10:00:00"))).isEqualTo(at("10:00:03"));
        assertThat(Outlook.nextWindow(state, at("10:00:00"))).isNull();
    }

    @Test
    void expectsTheSwitchWhenTheWindowOpens() {
        UpgradeState state =
                syncing(MAINTENANCE_WINDOW, "10:00").take(STORY.progressed(50)).state();

        assertThat(Outlook.eta(state, at("10:00:00"))).isEqualTo(at("12:00:00"));
        assertThat(Outlook.nextWindow(state, at("10:00:00"))).isEqualTo(new Opening(at("12:00:00"), at("13:00:00")));
    }

    @Test
    void expectsTheSwitchAfterTheBackOff() {
        UpgradeState state = syncing(NOW, "10:00")
                .take(STORY.caughtUp(1))
                .take(STORY.missed(1))
                .state();

        assertThat(Outlook.eta(state, at("10:00:00"))).isEqualTo(at("10:00:05"));
    }

    @Test
    void expectsNothingWhereNoSwitchLiesAhead() {
        UpgradeState state =
                syncing(MAINTENANCE_WINDOW, "10:00").take(STORY.syncFailed()).state();

        assertThat(Outlook.eta(state, at("10:00:00"))).isNull();
        assertThat(Outlook.nextWindow(state, at("10:00:00"))).isNull();
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-02T" + time + "Z");
    }
}
