package io.baton.upgrade.upgrading.model;

import static io.baton.upgrade.upgrading.model.SwitchTime.MAINTENANCE_WINDOW;
import static io.baton.upgrade.upgrading.model.SwitchTime.NOW;
import static io.baton.upgrade.upgrading.model.Upgrade.STORY;
import static io.baton.upgrade.upgrading.model.Upgrade.syncing;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.contracts.Finding;
import io.baton.contracts.UpgradeEvent.SwitchWindowOpen;
import io.baton.contracts.UpgradeEvent.SwitchWindowRecalled;
import io.baton.contracts.UpgradeEvent.SyncCaughtUp;
import io.baton.contracts.UpgradeEvent.UpgradeCancelled;
import io.baton.contracts.UpgradeEvent.UpgradeCompleted;
import io.baton.contracts.UpgradeEvent.UpgradeFailed;
import io.baton.saga.model.Due;
import io.baton.saga.model.Tell;
import io.baton.upgrade.Story;
import io.baton.upgrade.instances.model.InstanceSignals.UpgradeEnded;
import io.baton.upgrade.instances.model.InstanceSignals.VersionSwitched;
import io.baton.upgrade.queue.model.Turn;
import io.baton.upgrade.queue.model.TurnCame;
import io.baton.upgrade.queue.model.Work;
import io.baton.upgrade.upgrading.model.UpgradeSignals.Cancel;
import io.baton.upgrade.upgrading.model.UpgradeSignals.SwitchNow;
import io.baton.upgrade.upgrading.model.UpgradeSignals.WindowChanged;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UpgradeRulesTest {

    @Test
    void nowGrantsTheSwitchAsSoonAsItHasCaughtUp() {
        Upgrade upgrade = syncing(NOW, "10:00").take(STORY.caughtUp(1));

        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.SWITCHING);
        assertThat(upgrade.sent())
                .containsExactly(new SwitchWindowOpen(
                        "upg-1", "ins-1", 1, at("10:00:00"), at("10:10:00"), Story.old(), Story.created(), null));
    }

    @Test
    void aGrantInAWindowClosesWithIt() {
        Upgrade upgrade = syncing(MAINTENANCE_WINDOW, "12:20").take(STORY.caughtUp(1));

        assertThat(upgrade.sent()).singleElement().satisfies(event -> {
            SwitchWindowOpen grant = (SwitchWindowOpen) event;
            assertThat(grant.opensAt()).isEqualTo(at("12:20:00"));
            assertThat(grant.closesAt()).isEqualTo(at("13:00:00"));
        });
    }

    @Test
    void aWindowThatIsAboutToCloseIsNotUsed() {
        Upgrade upgrade = syncing(MAINTENANCE_WINDOW, "12:59")
                .later(Duration.ofSeconds(31))
                .take(STORY.caughtUp(1));

        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.WAITING_FOR_WINDOW);
        assertThat(upgrade.state().dueAt()).isEqualTo(Instant.parse("2026-03-03T12:00:00Z"));
        assertThat(upgrade.state().attempts().missedWindows()).isZero();
    }

    @Test
    void aMissedGrantIsTriedAgainAfterABackOffThatDoublesToAMinute() {
        Upgrade upgrade = syncing(NOW, "10:00").take(STORY.caughtUp(1));
        for (int pause : new int[] {5, 10, 20, 40, 60, 60}) {
            upgrade.take(STORY.missed(upgrade.state().attempts().granted()));
            assertThat(upgrade.phase()).isEqualTo(UpgradePhase.WAITING_FOR_WINDOW);
            assertThat(Duration.between(upgrade.now(), upgrade.state().dueAt())).hasSeconds(pause);
            upgrade.due();
            assertThat(upgrade.phase()).isEqualTo(UpgradePhase.SWITCHING);
        }
        assertThat(upgrade.state().attempts().granted()).isEqualTo(7);
    }

    @Test
    void waitingForNowEndsAfterAnHourWhateverComesBetween() {
        Upgrade upgrade = syncing(NOW, "10:00").take(STORY.caughtUp(1));
        while (upgrade.phase() != UpgradePhase.FAILING) {
            int attempt = upgrade.state().attempts().granted();
            upgrade.later(Duration.ofMinutes(4)).take(STORY.fellBehind(2L * attempt));
            upgrade.take(STORY.missed(attempt));
            assertThat(upgrade.phase()).isEqualTo(UpgradePhase.SYNCING);
            upgrade.take(STORY.caughtUp(2L * attempt + 1));
            if (upgrade.phase() == UpgradePhase.WAITING_FOR_WINDOW) {
                upgrade.due();
            }
        }
        assertThat(upgrade.state().failure().code()).isEqualTo("SWITCH_TIMEOUT");
        assertThat(upgrade.state().failure().message()).contains("within 1h").contains("long script");
        assertThat(upgrade.now()).isBetween(at("11:00:00"), at("11:05:00"));
    }

    @Test
    void aGrantForNowNeverOutlastsTheDeadline() {
        Upgrade upgrade = syncing(NOW, "10:00").take(STORY.caughtUp(1)).later(Duration.ofMinutes(55));
        upgrade.take(STORY.missed(1)).due();

        assertThat(upgrade.state().attempts().grant().closesAt()).isEqualTo(at("11:00:00"));
    }

    @Test
    void aMissedGrantIsTriedAgainInTheSameWindowAndThenInTheNext() {
        Upgrade upgrade =
                syncing(MAINTENANCE_WINDOW, "12:00").take(STORY.caughtUp(1)).take(STORY.missed(1));
        assertThat(upgrade.state().dueAt()).isEqualTo(at("12:00:05"));
        upgrade.due();
        assertThat(upgrade.state().attempts().grant().closesAt()).isEqualTo(at("13:00:00"));

        upgrade.later(Duration.ofMinutes(60)).take(STORY.missed(2));

        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.WAITING_FOR_WINDOW);
        assertThat(upgrade.state().dueAt()).isEqualTo(Instant.parse("2026-03-03T12:00:00Z"));
        assertThat(upgrade.state().attempts().missedWindows()).isEqualTo(1);
    }

    @Test
    void failsAfterSevenMissedWindows() {
        Upgrade upgrade = syncing(MAINTENANCE_WINDOW, "10:00").take(STORY.caughtUp(1));
        for (int window = 1; window <= 7; window++) {
            assertThat(upgrade.phase()).isEqualTo(UpgradePhase.WAITING_FOR_WINDOW);
            upgrade.due().later(Duration.ofHours(1)).take(STORY.missed(window));
        }
        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.FAILING);
        assertThat(upgrade.state().failure().code()).isEqualTo("WINDOWS_MISSED");
        assertThat(upgrade.sent()).singleElement().isInstanceOf(UpgradeFailed.class);
    }

    @Test
    void windowsThatPassWhileItIsBehindCountAsMissed() {
        Upgrade upgrade = syncing(MAINTENANCE_WINDOW, "10:00").take(STORY.caughtUp(1));
        upgrade.take(STORY.fellBehind(2)).due();

        assertThat(upgrade.now()).isEqualTo(at("13:00:00"));
        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.SYNCING);
        assertThat(upgrade.state().attempts().missedWindows()).isEqualTo(1);
    }

    @Test
    void anUpgradeThatFallsBehindForEverStillEnds() {
        Upgrade upgrade = syncing(MAINTENANCE_WINDOW, "10:00");
        for (int flap = 1; upgrade.phase() == UpgradePhase.SYNCING && flap < 100; flap++) {
            upgrade.later(Duration.ofHours(1))
                    .take(STORY.caughtUp(2L * flap))
                    .take(STORY.fellBehind(2L * flap + 1))
                    .due();
        }
        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.FAILING);
        assertThat(upgrade.state().failure().code()).isEqualTo("WINDOWS_MISSED");
    }

    @Test
    void aServiceThatSleptThroughTheWindowTakesTheNextOne() {
        Upgrade upgrade = syncing(MAINTENANCE_WINDOW, "10:00").take(STORY.caughtUp(1));
        upgrade.later(Duration.ofHours(10)).take(new Due());

        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.WAITING_FOR_WINDOW);
        assertThat(upgrade.state().attempts().missedWindows()).isEqualTo(1);
        assertThat(upgrade.state().dueAt()).isEqualTo(Instant.parse("2026-03-03T12:00:00Z"));
    }

    @Test
    void aLateFellBehindChangesNothing() {
        Upgrade upgrade =
                syncing(MAINTENANCE_WINDOW, "10:00").take(STORY.caughtUp(3)).take(STORY.fellBehind(2));

        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.WAITING_FOR_WINDOW);
        assertThat(upgrade.state().sync().caughtUp()).isTrue();
    }

    @Test
    void whereThereAreMoreFindingsThanAnEventTellsThatIsSaid() {
        List<Finding> many = IntStream.range(0, 100)
                .mapToObj(i -> new Finding("CODE_" + i, Finding.Severity.WARN, "m", "a"))
                .toList();
        Upgrade upgrade = syncing(MAINTENANCE_WINDOW, "10:00").take(new SyncCaughtUp("upg-1", "ins-1", 1, 0, many));

        assertThat(upgrade.state().findings()).hasSize(31).last().satisfies(last -> {
            assertThat(last.code()).isEqualTo("MORE_FINDINGS");
            assertThat(last.message()).isEqualTo("There are 70 more findings.");
            assertThat(last.advice()).contains("/api/v1/upgrades/upg-1/findings");
        });
    }

    @Test
    void aLateCaughtUpChangesNothing() {
        Upgrade upgrade = syncing(NOW, "10:00").take(STORY.fellBehind(2)).take(STORY.caughtUp(1));

        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.SYNCING);
        assertThat(upgrade.sent()).isEmpty();
    }

    @Test
    void aGrantThatCameBackLongAgoSaysNothingAboutTheOneThatIsOut() {
        Upgrade upgrade = syncing(NOW, "10:00")
                .take(STORY.caughtUp(1))
                .take(STORY.missed(1))
                .due();
        UpgradeState before = upgrade.state();

        assertThat(upgrade.take(STORY.missed(1)).state()).isEqualTo(before);
    }

    @Test
    void switchNowEndsTheWaitForTheWindow() {
        Upgrade upgrade =
                syncing(MAINTENANCE_WINDOW, "10:00").take(STORY.caughtUp(1)).take(new SwitchNow());

        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.SWITCHING);
        assertThat(upgrade.state().switchTime()).isEqualTo(NOW);
        assertThat(upgrade.state().attempts().grant().closesAt()).isEqualTo(at("10:10:00"));
    }

    @Test
    void switchNowEndsTheBackOff() {
        Upgrade upgrade = syncing(NOW, "10:00")
                .take(STORY.caughtUp(1))
                .take(STORY.missed(1))
                .take(new SwitchNow());

        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.SWITCHING);
    }

    @Test
    void switchNowWhileSynchronisingSwitchesOnceCaughtUp() {
        Upgrade upgrade =
                syncing(MAINTENANCE_WINDOW, "10:00").take(new SwitchNow()).take(STORY.caughtUp(1));

        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.SWITCHING);
    }

    @Test
    void aWaitingUpgradeFollowsTheNewWindow() {
        Upgrade upgrade =
                syncing(MAINTENANCE_WINDOW, "10:00").take(STORY.caughtUp(1)).take(new WindowChanged(Upgrade.LATER));

        assertThat(upgrade.state().dueAt()).isEqualTo(at("16:00:00"));
        assertThat(upgrade.state().attempts().missedWindows()).isZero();
    }

    @Test
    void aWindowThatIsMovedToNowGrantsTheSwitch() {
        Upgrade upgrade =
                syncing(MAINTENANCE_WINDOW, "16:30").take(STORY.caughtUp(1)).take(new WindowChanged(Upgrade.LATER));

        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.SWITCHING);
        assertThat(upgrade.state().attempts().grant().closesAt()).isEqualTo(at("17:00:00"));
    }

    @Test
    void aCancelWithTheGrantOutAsksItBackOnceAndRemembers() {
        Upgrade upgrade = syncing(NOW, "10:00").take(STORY.caughtUp(1)).take(new Cancel());
        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.SWITCHING);
        assertThat(upgrade.sent()).singleElement().isInstanceOf(SwitchWindowRecalled.class);

        assertThat(upgrade.take(new Cancel()).sent()).isEmpty();

        upgrade.take(STORY.missed(1));
        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.CANCELLING);
        assertThat(upgrade.sent()).containsExactly(new UpgradeCancelled("upg-1", "ins-1"));
    }

    @Test
    void aSwitchThatIsCommittedWinsOverTheCancel() {
        Upgrade upgrade =
                syncing(NOW, "10:00").take(STORY.caughtUp(1)).take(new Cancel()).take(STORY.completed(1));

        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.FINISHING);
        assertThat(upgrade.state().wish()).isNull();
    }

    @Test
    void aFailedSyncWithTheGrantOutFailsOnlyOnceItIsBack() {
        Upgrade upgrade = syncing(NOW, "10:00").take(STORY.caughtUp(1)).take(STORY.syncFailed());
        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.SWITCHING);

        upgrade.take(STORY.missed(1));
        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.FAILING);
        assertThat(upgrade.state().failure()).isEqualTo(STORY.syncFailed().reason());
    }

    @Test
    void aGrantThatStaysOutIsAskedBackForEverAndNeverTakenAsLost() {
        Upgrade upgrade = syncing(NOW, "10:00").take(STORY.caughtUp(1)).due();
        assertThat(upgrade.now()).isEqualTo(at("10:10:30"));
        for (int repeat = 0; repeat < 1000; repeat++) {
            Instant before = upgrade.now();
            upgrade.due();
            assertThat(upgrade.phase()).isEqualTo(UpgradePhase.SWITCHING);
            assertThat(upgrade.sent()).singleElement().isInstanceOf(SwitchWindowRecalled.class);
            assertThat(Duration.between(before, upgrade.now())).hasSeconds(30);
        }
    }

    @Test
    void anOverdueEndIsNoticedOnceForHoweverLongTheServiceWasAway() {
        Upgrade upgrade = syncing(NOW, "10:00").take(new Cancel());
        assertThat(upgrade.state().dueAt()).isEqualTo(at("10:10:00"));

        upgrade.later(Duration.ofHours(5)).take(new Due());

        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.CANCELLING);
        assertThat(upgrade.sent()).isEmpty();
        assertThat(upgrade.state().dueAt()).isEqualTo(at("15:10:00"));
    }

    @Test
    void nothingIsAskedForBeforeItsTurnAndNoDeadlineRuns() {
        Upgrade upgrade = Upgrade.at("10:00").inACrowd().take(Upgrade.order(NOW));
        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.REQUESTED);
        assertThat(upgrade.sent()).isEmpty();
        assertThat(upgrade.state().turn()).isEqualTo(Turn.awaited(Work.SYNCHRONISATION, "127.0.0.1"));
        assertThat(upgrade.state().dueAt()).isNull();

        upgrade.later(Duration.ofHours(5)).take(new TurnCame());
        assertThat(upgrade.sent()).containsExactly(STORY.requested());
        assertThat(upgrade.state().turn()).isEqualTo(Turn.taken(Work.SYNCHRONISATION, "127.0.0.1"));
        assertThat(upgrade.state().dueAt()).isEqualTo(at("15:10:00"));
        assertThat(upgrade.take(new TurnCame()).sent())
                .as("a turn that comes twice")
                .isEmpty();
    }

    @Test
    void whatWaitedForOthersToSwitchHasItsWholeHourBehindIt() {
        Upgrade upgrade = syncing(NOW, "10:00").inACrowd().take(STORY.caughtUp(1));
        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.WAITING_FOR_WINDOW);
        assertThat(upgrade.state().turn()).isEqualTo(Turn.awaited(Work.SWITCH, "127.0.0.1"));
        assertThat(upgrade.state().dueAt()).as("no deadline").isNull();

        upgrade.later(Duration.ofHours(3)).take(new SwitchNow());
        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.WAITING_FOR_WINDOW);
        upgrade.take(new TurnCame());
        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.SWITCHING);
        assertThat(upgrade.state().attempts().giveUpAt()).isEqualTo(at("14:00:00"));

        upgrade.take(STORY.missed(1)).due();
        assertThat(upgrade.state().turn())
                .as("at the end of the queue")
                .isEqualTo(Turn.awaited(Work.SWITCH, "127.0.0.1"));
        upgrade.later(Duration.ofHours(2)).take(STORY.fellBehind(2));
        assertThat(upgrade.state().attempts().giveUpAt()).isEqualTo(at("16:00:00"));
    }

    @Test
    void aWindowInWhichItsTurnDidNotComeIsNotCountedAgainstIt() {
        Upgrade upgrade = syncing(MAINTENANCE_WINDOW, "10:00").inACrowd().take(STORY.caughtUp(1));
        for (int day = 0; day < 30; day++) {
            upgrade.due();
            assertThat(upgrade.state().turn()).isEqualTo(Turn.awaited(Work.SWITCH, "127.0.0.1"));
            upgrade.due();
            assertThat(upgrade.state().turn()).as("the window has closed").isNull();
        }
        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.WAITING_FOR_WINDOW);
        assertThat(upgrade.state().attempts().missedWindows()).isZero();
        assertThat(upgrade.due().take(new TurnCame()).phase()).isEqualTo(UpgradePhase.SWITCHING);
    }

    @Test
    void aTurnThatComesJustBeforeTheWindowClosesWaitsForTheNextOne() {
        Upgrade upgrade = syncing(MAINTENANCE_WINDOW, "12:00").inACrowd().take(STORY.caughtUp(1));
        upgrade.later(Duration.ofMinutes(59).plusSeconds(45)).take(new TurnCame());

        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.WAITING_FOR_WINDOW);
        assertThat(upgrade.state().turn()).isNull();
        assertThat(upgrade.sent()).isEmpty();
        assertThat(upgrade.state().dueAt()).isEqualTo(Instant.parse("2026-03-03T12:00:00Z"));
    }

    @Test
    void anUpgradeOfTheReleaseBeforeGoesOn() {
        UpgradeState waiting =
                syncing(NOW, "10:00").inACrowd().take(STORY.caughtUp(1)).state();
        UpgradeState old = waiting.with(draft -> {
            draft.turnSince = null;
            draft.plan = new UpgradePlan(UpgradeKind.MAJOR, Story.OLD, Story.NEW, Story.SPEC, null);
        });

        assertThat(old.turn()).isNull();
        assertThat(old.dueAt()).isNotNull();
    }

    @Test
    void theInstanceHearsOfItsVersionWithTheSwitchAndOfTheEndWithTheEnd() {
        Upgrade upgrade = syncing(NOW, "10:00").take(STORY.caughtUp(1)).take(STORY.completed(1));
        assertThat(upgrade.last().tells())
                .containsExactly(
                        new Tell("instance", "ins-1", new VersionSwitched("upg-1", Story.switched(), Story.NEW)));

        assertThat(upgrade.take(STORY.released()).last().tells()).isEmpty();

        upgrade.take(STORY.stopped());
        assertThat(upgrade.phase()).isEqualTo(UpgradePhase.COMPLETED);
        assertThat(upgrade.sent()).containsExactly(new UpgradeCompleted("upg-1", "ins-1", Story.NEW));
        assertThat(upgrade.last().tells()).containsExactly(new Tell("instance", "ins-1", new UpgradeEnded("upg-1")));
    }

    private static Instant at(String time) {
        return Instant.parse("2026-03-02T" + time + "Z");
    }
}
