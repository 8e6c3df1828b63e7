package io.baton.upgrade.instances.model;

import static io.baton.upgrade.instances.model.InstanceSaga.INSTANCE;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.contracts.Endpoint;
import io.baton.contracts.InstanceEvent.InstanceRequested;
import io.baton.saga.kit.SagaTable;
import io.baton.saga.kit.Scenario;
import io.baton.saga.kit.ScenarioKit;
import io.baton.saga.model.Decision;
import io.baton.saga.model.Decision.Applied;
import io.baton.saga.model.Due;
import io.baton.saga.model.Next;
import io.baton.saga.model.Tell;
import io.baton.upgrade.Story;
import io.baton.upgrade.instances.model.InstanceSignals.InstanceChanged;
import io.baton.upgrade.instances.model.InstanceSignals.InstanceSubmitted;
import io.baton.upgrade.instances.model.InstanceSignals.ProxiesReplaced;
import io.baton.upgrade.instances.model.InstanceSignals.RemovalRequested;
import io.baton.upgrade.instances.model.InstanceSignals.UpgradeEnded;
import io.baton.upgrade.instances.model.InstanceSignals.UpgradeSubmitted;
import io.baton.upgrade.instances.model.InstanceSignals.VersionSwitched;
import io.baton.upgrade.queue.model.Turn;
import io.baton.upgrade.queue.model.TurnCame;
import io.baton.upgrade.queue.model.Work;
import io.baton.upgrade.upgrading.model.UpgradeSignals.WindowChanged;
import io.baton.upgrade.window.model.MaintenanceWindow;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class InstanceSagaTest {
    private static final Story STORY = new Story("upg-1", "ins-1");
    private static final MaintenanceWindow WINDOW =
            MaintenanceWindow.daily(LocalTime.of(3, 0), LocalTime.of(4, 0), ZoneOffset.UTC);
    private static final MaintenanceWindow OTHER =
            MaintenanceWindow.daily(LocalTime.of(22, 0), LocalTime.of(4, 0), ZoneOffset.UTC);
    private static final InstanceSubmitted SUBMITTED = new InstanceSubmitted(
            "cache", Story.OLD, Story.SPEC, new Endpoint("127.0.0.1", 21000), WINDOW, Duration.ofMinutes(10));
    private static final TurnCame TURN = new TurnCame();
    private static final UpgradeSubmitted UPGRADE = new UpgradeSubmitted("upg-1", Story.NEW);
    private static final Instant NOW = Instant.parse("2026-03-02T10:00:00Z");

    @TestFactory
    Stream<DynamicTest> everyScenarioInEveryOrder() {
        Object changed = new InstanceChanged("other", OTHER);
        Object removal = new RemovalRequested();
        return new ScenarioKit<>(
                        INSTANCE,
                        STORY.instanceId(),
                        STORY.instanceId(),
                        Set.of(InstancePhase.RUNNING, InstancePhase.FAILED, InstancePhase.DELETED),
                        state -> state.turn() != null && !state.turn().taken() ? TURN : null,
                        List.of(
                                Scenario.of(
                                        "created, upgraded, removed",
                                        SUBMITTED,
                                        changed,
                                        STORY.provisioned(),
                                        changed,
                                        UPGRADE,
                                        changed,
                                        new VersionSwitched("upg-1", Story.switched(), Story.NEW),
                                        new UpgradeEnded("upg-1"),
                                        removal,
                                        STORY.removed()),
                                Scenario.of(
                                        "an upgrade that changes nothing",
                                        SUBMITTED,
                                        STORY.provisioned(),
                                        UPGRADE,
                                        new UpgradeEnded("upg-1")),
                                Scenario.of(
                                        "an upgrade that changes nothing but the proxies",
                                        SUBMITTED,
                                        STORY.provisioned(),
                                        UPGRADE,
                                        new ProxiesReplaced(Story.newerProxies()),
                                        new UpgradeEnded("upg-1")),
                                Scenario.of("removed before its turn", SUBMITTED, removal, STORY.removed(), TURN),
                                Scenario.of("removed while it is created", SUBMITTED, removal, STORY.removed()),
                                Scenario.of(
                                        "not provisioned, removed",
                                        SUBMITTED,
                                        STORY.provisioningFailed(),
                                        changed,
                                        removal,
                                        STORY.removed()),
                                Scenario.of(
                                        "provisioned after the deadline", SUBMITTED, new Due(), STORY.provisioned())))
                .tests();
    }

    @Test
    void keepsItsVersionBehindNewerProxies() {
        InstanceState replaced =
                after(SUBMITTED, STORY.provisioned(), UPGRADE, new ProxiesReplaced(Story.newerProxies()));

        assertThat(replaced.build()).isEqualTo(Story.OLD);
        assertThat(replaced.topology()).isEqualTo(Story.old().behind(Story.newerProxies()));
    }

    @Test
    void nothingIsAskedForBeforeItsTurnAndNoDeadlineRuns() {
        InstanceState waiting = after(SUBMITTED);
        assertThat(next(INSTANCE.born("ins-1", "ins-1"), SUBMITTED).events()).isEmpty();
        assertThat(waiting.turn()).isEqualTo(Turn.awaited(Work.CREATION, "127.0.0.1"));
        assertThat(waiting.dueAt()).isNull();

        Next<InstanceState> begun = next(waiting, TURN);
        assertThat(begun.events())
                .containsExactly(new InstanceRequested("ins-1", Story.OLD, Story.SPEC, SUBMITTED.endpoint()));
        assertThat(begun.state().turn()).isEqualTo(Turn.taken(Work.CREATION, "127.0.0.1"));
        assertThat(begun.state().dueAt()).isEqualTo(NOW.plus(Duration.ofMinutes(10)));
        assertThat(next(begun.state(), TURN).events())
                .as("a turn that comes twice")
                .isEmpty();
    }

    @Test
    void isDocumented() throws IOException {
        new SagaTable(INSTANCE).mustStandIn("docs/saga.md");
    }

    @Test
    void takesOneUpgradeAtATime() {
        InstanceState upgrading = after(SUBMITTED, STORY.provisioned(), UPGRADE);

        assertThat(INSTANCE.decide(upgrading, new UpgradeSubmitted("upg-2", Story.NEW), NOW))
                .isInstanceOf(Decision.Rejected.class);
    }

    @Test
    void statesTheVersionOfTheNodeThatTakesTheWrites() {
        InstanceState switched = after(
                SUBMITTED, STORY.provisioned(), UPGRADE, new VersionSwitched("upg-1", Story.switched(), Story.NEW));

        assertThat(switched.build()).isEqualTo(Story.NEW);
        assertThat(switched.topology()).isEqualTo(Story.switched());
        assertThat(switched.openUpgradeId()).isEqualTo("upg-1");
    }

    @Test
    void staysAsItWasAfterAnUpgradeThatDidNotSwitch() {
        InstanceState before = after(SUBMITTED, STORY.provisioned());

        assertThat(after(SUBMITTED, STORY.provisioned(), UPGRADE, new UpgradeEnded("upg-1")))
                .isEqualTo(before);
    }

    @Test
    void tellsItsUpgradeOfANewWindowButNotOfANewName() {
        InstanceState upgrading = after(SUBMITTED, STORY.provisioned(), UPGRADE);

        assertThat(next(upgrading, new InstanceChanged(null, OTHER)).tells())
                .containsExactly(new Tell("upgrade", "upg-1", new WindowChanged(OTHER)));
        assertThat(next(upgrading, new InstanceChanged("other", null)).tells()).isEmpty();
    }

    private static InstanceState after(Object... inputs) {
        InstanceState state = INSTANCE.born("ins-1", "ins-1");
        for (Object input : inputs) {
            state = next(state, input).state();
        }
        return state;
    }

    private static Next<InstanceState> next(InstanceState state, Object input) {
        return ((Applied<InstanceState>) INSTANCE.decide(state, input, NOW)).next();
    }
}
