package io.baton.e2e.crash;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.e2e.crash.DirectHistory.Write;
import io.baton.e2e.crash.SwitchStep.Way;
import io.baton.e2e.crash.SwitchStep.When;
import io.baton.e2e.history.Verdict;
import io.baton.e2e.stack.Condition;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The kit's check is itself checked: each test forges one defect into what a right run leaves, and it is found. */
class InvariantsTest {

    private static final Verdict CLEAN = new Verdict(100, 0, 0, 0, 0, 0);
    private static final Condition BEFORE =
            new Condition("6.2.7", "RUNNING", Map.of("MASTER a", 1), Map.of("min-replicas-to-write", "0"));
    private static final Condition AFTER =
            new Condition("7.0.15", "RUNNING", Map.of("MASTER b", 2), Map.of("min-replicas-to-write", "0"));
    /** Writes 1 to 5, the first sent at 0 and answered at 10, the next sent at 20, and so on. */
    private static final DirectHistory OLD = history(0, 1, 5);
    /** Writes 3 to 5, the first answered at 210. */
    private static final DirectHistory FRESH = history(200, 3, 5);

    private Verdict clients = CLEAN;
    private int kept = 4;
    private String end = "COMPLETED";
    private boolean served = true;
    private DirectHistory old = OLD;
    private List<Long> oldData = numbers(1, 5);
    private List<Long> freshData = numbers(3, 5);
    private Condition after = AFTER;
    private String engineVersion = "7.0.15";
    private boolean metadataMasterServes = true;
    private List<String> strays = List.of();
    private boolean fenceOnDisk;

    @ParameterizedTest
    @EnumSource
    void aRightRunViolatesNothing(Victim victim) {
        assertThat(violations(victim)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void oneLostWriteOfAClientIsFoundWhoeverDied(Victim victim) {
        clients = new Verdict(100, 1, 0, 0, 0, 0);
        assertThat(violations(victim))
                .isNotEmpty()
                .first()
                .asString()
                .startsWith("I2")
                .contains("lostWrites=1");
    }

    @ParameterizedTest
    @EnumSource
    void oneLostWritePastTheProxiesIsFoundWhoeverDied(Victim victim) {
        oldData = List.of(1L, 2L, 4L, 5L);
        assertThat(violations(victim))
                .singleElement()
                .asString()
                .startsWith("I2: 1 writes acknowledged by the old master");
    }

    @Test
    void oneDoubledWritePastTheProxiesIsFound() {
        oldData = List.of(1L, 2L, 3L, 4L, 5L, 5L);
        assertThat(violations(Victim.KAFKA)).singleElement().asString().contains("twice");
    }

    @Test
    void anOldMasterThatTakesAWriteAfterTheNewOneIsASecondMaster() {
        old = history(150, 1, 5);
        assertThat(violations(Victim.OLD_MASTER)).singleElement().asString().startsWith("I1");
    }

    /** A new node that was started alone before it followed anybody took writes that nobody keeps. */
    @Test
    void whatTheNewMasterDidNotKeepMakesItNoMaster() {
        old = history(150, 1, 5);
        freshData = List.of();
        assertThat(violations(Victim.NEW_MASTER)).isEmpty();
    }

    @Test
    void onlyWhereAProcessOfTheirsDiedMayClientsNotice() {
        clients = new Verdict(100, 0, 0, 0, 1, 1);
        kept = 3;
        assertThat(violations(Victim.PROXY)).isEmpty();
        assertThat(violations(Victim.NEW_MASTER)).isEmpty();
        for (Victim quiet : List.of(Victim.SWITCHOVER_SERVICE, Victim.KAFKA, Victim.POSTGRESQL, Victim.NOBODY)) {
            assertThat(violations(quiet)).singleElement().asString().startsWith("I2: clients noticed");
        }
    }

    @Test
    void aLostConnectionAloneIsNoticed() {
        kept = 3;
        assertThat(violations(Victim.KAFKA)).singleElement().asString().contains("3 of 4 connections kept");
    }

    @Test
    void anUndoneUpgradeLeavesEverythingAsBefore() {
        end = "CANCELLED";
        freshData = List.of();
        after = BEFORE;
        engineVersion = "6.2.7";
        assertThat(violations(Victim.POSTGRESQL)).isEmpty();

        after = new Condition("6.2.7", "RUNNING", BEFORE.nodes(), Map.of("min-replicas-to-write", "99"));
        assertThat(violations(Victim.POSTGRESQL))
                .singleElement()
                .isEqualTo("I3: not as before: min-replicas-to-write 0 -> 99");
    }

    @Test
    void aFenceThatWouldComeBackAndNodesThatStayAreFound() {
        fenceOnDisk = true;
        strays = List.of("node-1");
        assertThat(violations(Victim.KAFKA)).hasSize(2).allMatch(violation -> violation.startsWith("I3"));
    }

    @Test
    void metadataThatIsNotTrueIsFound() {
        engineVersion = "6.2.7";
        metadataMasterServes = false;
        assertThat(violations(Victim.KAFKA)).hasSize(2).allMatch(violation -> violation.startsWith("I4"));
    }

    @Test
    void noEndAndNoAnswersAreFound() {
        end = "SWITCHING?";
        served = false;
        assertThat(violations(Victim.KAFKA)).hasSize(2).allMatch(violation -> violation.startsWith("I5"));
    }

    private List<String> violations(Victim victim) {
        return Invariants.violatedBy(
                new CrashPoint(victim, new SwitchStep("COMMIT", Way.FORWARD), When.AFTER, true),
                new Aftermath(
                        end,
                        Duration.ofSeconds(3),
                        clients,
                        kept,
                        4,
                        served,
                        old,
                        oldData,
                        FRESH,
                        freshData,
                        BEFORE,
                        after,
                        engineVersion,
                        metadataMasterServes,
                        strays,
                        fenceOnDisk));
    }

    private static DirectHistory history(long began, long from, long to) {
        return new DirectHistory(LongStream.rangeClosed(from, to)
                .mapToObj(number -> new Write(number, began + (number - from) * 20, began + (number - from) * 20 + 10))
                .toList());
    }

    private static List<Long> numbers(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }
}
