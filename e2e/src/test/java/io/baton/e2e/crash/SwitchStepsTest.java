package io.baton.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.e2e.crash.SwitchStep.Way;
import io.baton.e2e.crash.SwitchStep.When;
import io.baton.local.UserError;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The kit comes to every step that switchover-service tells of, also to one that it has never heard of. */
class SwitchStepsTest {

    private final SwitchSteps steps = SwitchSteps.parse(List.of(
            "NEW FORWARD",
            "CATCH_UP FORWARD",
            "COMMIT FORWARD",
            "PROMOTE FORWARD",
            "LOWER_FENCE UNDO",
            "RECOVER RECOVERY"));

    @Test
    void aStepOfTheWayForwardIsJustStoppedAt() {
        assertThat(steps.wishes(steps.named("NEW"), When.AFTER)).containsExactly("after NEW");
    }

    @Test
    void aStepOfTheUndoIsComeToByAFailureBeforeTheCommit() {
        assertThat(steps.wishes(steps.named("LOWER_FENCE"), When.BEFORE))
                .containsExactly("fail CATCH_UP", "before LOWER_FENCE");
    }

    @Test
    void recoveryIsComeToByAFailureAfterTheCommit() {
        assertThat(steps.wishes(steps.named("RECOVER"), When.BEFORE)).containsExactly("fail PROMOTE", "before RECOVER");
    }

    @Test
    void everyVictimIsKilledOnEverySideOfEveryStepWithAndWithoutDirectWrites() {
        List<CrashRound> rounds = CrashRound.all(
                steps.all(), List.of(When.values()), List.of(Victim.KAFKA, Victim.PROXY), List.of(true, false));

        assertThat(rounds)
                .hasSize((2 * 6 - 1) * 2)
                .allMatch(round -> round.points().size() == 2);
        assertThat(rounds)
                .filteredOn(round -> round.when() == When.AFTER)
                .noneMatch(round -> round.step().name().equals("RECOVER"));
    }

    @Test
    void nobodyIsKilledWhoIsBeingRemovedAsNobodyNeedsHimAnyMore() {
        List<CrashRound> rounds = CrashRound.all(
                List.of(new SwitchStep("COMPLETE", Way.FORWARD), new SwitchStep("GIVE_BACK", Way.UNDO)),
                List.of(When.AFTER),
                List.of(Victim.OLD_MASTER, Victim.NEW_MASTER),
                List.of(true));

        assertThat(rounds)
                .extracting(round -> round.victim() + " after " + round.step())
                .containsExactly("NEW_MASTER after COMPLETE", "OLD_MASTER after GIVE_BACK");
    }

    @Test
    void anUnknownStepIsAMistakeOfTheUser() {
        assertThatThrownBy(() -> steps.named("COMIT"))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("COMMIT");
    }
}
