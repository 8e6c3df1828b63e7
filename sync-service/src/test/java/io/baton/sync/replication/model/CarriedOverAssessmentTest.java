package io.baton.sync.replication.model;

import static io.baton.sync.replication.model.Rounds.codes;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.contracts.Finding;
import io.baton.contracts.Finding.Severity;
import io.baton.sync.replication.model.SyncSignals.CaughtUp;
import io.baton.sync.replication.model.SyncSignals.FellBehind;
import io.baton.sync.replication.model.SyncSignals.GaveUp;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What replication does not bring has to be there too before a synchronisation counts as caught up. */
class CarriedOverAssessmentTest {
    private final Rounds rounds = new Rounds();

    @Test
    void dataAloneIsNotCaughtUp() {
        rounds.carriedOver = CarriedOver.NOT_YET;
        assertThat(codes(rounds.look())).containsExactly("PRECHECK_PENDING", "USERS_DIFFER", "SCRIPTS_MISSING");

        rounds.carriedOver = new CarriedOver(
                CarriedOver.ALL.checks(),
                CarriedOver.ALL.users(),
                new CarriedOver.Scripts(List.of("new-replica"), List.of()),
                List.of());
        SyncAssessment withoutScripts = rounds.look();
        assertThat(withoutScripts.troubles().get(0).message()).contains("new-replica");
        assertThat(withoutScripts.signals()).noneMatch(CaughtUp.class::isInstance);

        Finding warning = new Finding("COMMAND_CHANGED", Severity.WARN, "STRALGO is gone.", "Use LCS.");
        rounds.carriedOver = new CarriedOver(
                new CarriedOver.Checks(true, List.of(warning)),
                CarriedOver.ALL.users(),
                CarriedOver.ALL.scripts(),
                List.of());
        assertThat(rounds.lookUntil(CaughtUp.class, Duration.ofSeconds(1)).findings())
                .containsExactly(warning);
    }

    @Test
    void usersThatChangeWhileItWaitsAreToldOnlyIfTheyStayDifferent() {
        rounds.caughtUp();
        rounds.carriedOver = new CarriedOver(
                CarriedOver.ALL.checks(),
                new CarriedOver.Users(List.of("new-master"), null, null, List.of()),
                CarriedOver.ALL.scripts(),
                List.of());
        assertThat(rounds.look().signals()).noneMatch(FellBehind.class::isInstance);

        assertThat(rounds.lookUntil(FellBehind.class, Duration.ofSeconds(5))
                        .reason()
                        .code())
                .isEqualTo("USERS_DIFFER");
    }

    @Test
    void whatBlocksEndsTheSynchronisationWithWhatToDo() {
        rounds.carriedOver = new CarriedOver(
                new CarriedOver.Checks(
                        true, List.of(new Finding("MODULES_MISSING", Severity.BLOCK, "No search.", "Unload it."))),
                CarriedOver.ALL.users(),
                CarriedOver.ALL.scripts(),
                List.of());
        GaveUp gaveUp = rounds.lookUntil(GaveUp.class, Duration.ofSeconds(1));

        assertThat(gaveUp.reason().code()).isEqualTo("PRECHECK_BLOCKS");
        assertThat(gaveUp.reason().message()).contains("MODULES_MISSING", "No search.", "Unload it.");
    }

    @Test
    void usersThatANewNodeRefusesEndTheSynchronisation() {
        rounds.carriedOver = new CarriedOver(
                CarriedOver.ALL.checks(),
                new CarriedOver.Users(List.of(), "It knows no %R~r:*.", null, List.of()),
                CarriedOver.ALL.scripts(),
                List.of());

        assertThat(rounds.lookUntil(GaveUp.class, Duration.ofSeconds(1))
                        .reason()
                        .code())
                .isEqualTo("USERS_REFUSED");
    }
}
