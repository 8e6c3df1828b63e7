package io.baton.switchover.model;

import static io.baton.switchover.model.Story.begun;
import static io.baton.switchover.model.Story.failed;
import static io.baton.switchover.model.Story.fellBehind;
import static io.baton.switchover.model.Story.open;
import static io.baton.switchover.model.Story.ready;
import static io.baton.switchover.model.Story.recall;
import static io.baton.switchover.model.Story.rehearsed;
import static io.baton.switchover.model.Story.switched;
import static io.baton.switchover.model.Story.undone;
import static io.baton.switchover.model.Story.unusable;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.contracts.UpgradeEvent.SwitchCompleted;
import io.baton.contracts.UpgradeEvent.SwitchWindowMissed;
import io.baton.saga.kit.SagaTable;
import io.baton.saga.kit.Scenario;
import io.baton.saga.kit.ScenarioKit;
import io.baton.saga.model.Decision.Applied;
import io.baton.saga.model.Due;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

class SwitchSagaTest {

    @TestFactory
    Stream<DynamicTest> theSwitchSurvivesAnyDelivery() {
        return new ScenarioKit<>(
                        SwitchSaga.SWITCH,
                        Story.UPGRADE,
                        Story.INSTANCE,
                        Set.of(SwitchPhase.IDLE, SwitchPhase.COMPLETED),
                        List.of(
                                Scenario.of("a switch", open(1), rehearsed(), begun(), ready(), switched()),
                                Scenario.of("a grant asked back before the attempt", open(1), recall(1)),
                                Scenario.of(
                                                "a grant asked back in the attempt",
                                                open(1),
                                                begun(),
                                                recall(1),
                                                ready(),
                                                undone(),
                                                switched())
                                        .whereAnyEndIsFine(),
                                Scenario.of(
                                                "a grant asked back in the undo",
                                                open(1),
                                                begun(),
                                                failed(),
                                                recall(1),
                                                undone())
                                        .whereAnyEndIsFine(),
                                Scenario.of(
                                                "asked back after the commit",
                                                open(1),
                                                begun(),
                                                ready(),
                                                recall(1),
                                                switched())
                                        .whereAnyEndIsFine(),
                                Scenario.of("fell behind before the attempt", open(1), fellBehind(), new Due())
                                        .whereAnyEndIsFine(),
                                Scenario.of("conditions that are not met", open(1), unusable()),
                                Scenario.of("a window that closes", open(1), new Due()),
                                Scenario.of(
                                                "a second grant after a failed attempt",
                                                open(1),
                                                begun(),
                                                failed(),
                                                undone(),
                                                recall(1),
                                                open(2),
                                                begun(),
                                                ready(),
                                                switched())
                                        .whereAnyEndIsFine()))
                .tests();
    }

    @Test
    void aGrantComesBackAsExactlyOneAnswer() {
        Switch asked = after(open(1), begun(), recall(1), ready());
        assertThat(asked.phase()).isEqualTo(SwitchPhase.UNDOING);
        assertThat(decide(asked, undone()).next().events()).singleElement().isInstanceOf(SwitchWindowMissed.class);

        Switch committed = after(open(1), begun(), ready());
        assertThat(committed.phase()).isEqualTo(SwitchPhase.COMMITTED);
        assertThat(decide(committed, switched()).next().events())
                .singleElement()
                .isInstanceOf(SwitchCompleted.class);
    }

    @Test
    void aGrantThatWasAskedBackBeforeItCameIsReturnedAtOnce() {
        Applied<Switch> decision = decide(after(recall(1)), open(1));
        assertThat(decision.next().state().phase()).isEqualTo(SwitchPhase.IDLE);
        assertThat(decision.next().events()).singleElement().isInstanceOf(SwitchWindowMissed.class);
    }

    @Test
    void anOldRecallDoesNotTouchANewGrant() {
        Switch second = after(open(1), begun(), failed(), undone(), open(2), recall(1));
        assertThat(second.phase()).isEqualTo(SwitchPhase.GRANTED);
    }

    @Test
    void theTableStandsInTheDocumentation() throws Exception {
        new SagaTable(SwitchSaga.SWITCH).mustStandIn("docs/saga.md");
    }

    private static Switch after(Object... inputs) {
        Switch state = SwitchSaga.SWITCH.born(Story.UPGRADE, Story.INSTANCE);
        for (Object input : inputs) {
            state = decide(state, input).next().state();
        }
        return state;
    }

    private static Applied<Switch> decide(Switch state, Object input) {
        return (Applied<Switch>) SwitchSaga.SWITCH.decide(state, input, Story.OPENS);
    }
}
