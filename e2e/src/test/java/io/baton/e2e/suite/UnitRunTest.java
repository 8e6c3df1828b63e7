package io.baton.e2e.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the suite prints, read. */
class UnitRunTest {

    private static final String GREEN = "\u001b[0;32;49m";
    private static final String END = "\u001b[0m";

    private static UnitRun parsed(String... output) {
        return UnitRun.parse(List.of(output), false, Duration.ofSeconds(1));
    }

    @Test
    void passedTestsAreCountedByName() {
        UnitRun run = parsed(
                "[" + GREEN + "ok" + END + "]: PIPELINING stresser (12 ms)",
                "[ok]: MULTI / EXEC",
                "[ok]: MULTI / EXEC",
                "[1/1 done]: unit/multi (0 seconds)");
        assertThat(run.passed()).containsEntry("PIPELINING stresser", 1).containsEntry("MULTI / EXEC", 2);
        assertThat(run.passes()).isEqualTo(3);
        assertThat(run.clean()).isTrue();
    }

    @Test
    void aFailedTestSaysWhyAndIsNotCountedAgainInTheSummary() {
        UnitRun run = parsed(
                "[err]: SORT by nosort in tests/unit/sort.tcl",
                "Expected 'a' to be equal to 'b'",
                "!!! WARNING The following tests failed:",
                "*** [err]: SORT by nosort in tests/unit/sort.tcl");
        assertThat(run.failed()).containsOnlyKeys("SORT by nosort");
        assertThat(run.reason("SORT by nosort")).isEqualTo("Expected 'a' to be equal to 'b'");
        assertThat(run.clean()).isFalse();
    }

    @Test
    void anExceptionEndsTheFile() {
        assertThat(parsed("[exception]: Executing test client: I/O error reading reply.", "more")
                        .aborted())
                .isEqualTo("I/O error reading reply.");
        assertThat(parsed("[ok]: a", "[err]: Expected 'ziplist' to match 'listpack'", "assertion: …")
                        .aborted())
                .startsWith("Expected 'ziplist'");
        assertThat(parsed("[TIMEOUT]: clients state report follows.").aborted()).contains("clients state");
        assertThat(UnitRun.parse(List.of(), true, Duration.ZERO).aborted()).isEqualTo("not done in time");
    }

    @Test
    void aTestThatIsNotReachedElsewhereHasPassedOnlyHere() {
        UnitRun direct = parsed("[ok]: a", "[ok]: b", "[ok]: b", "[ok]: c", "[err]: d in tests/unit/x.tcl");
        UnitRun through = parsed("[ok]: a", "[ok]: b", "[exception]: Executing test client: gone", "gone");
        assertThat(direct.passedOnlyHere(through)).containsExactly("b", "c");
        assertThat(through.passedOnlyHere(direct)).isEmpty();
        assertThat(through.reason("c")).isEqualTo("not reached: gone");
    }

    @Test
    void aTestThatPassesAndFailsUnderOneNameHasFailed() {
        UnitRun once = parsed("[ok]: a", "[err]: a in tests/unit/x.tcl", "why");
        assertThat(parsed("[ok]: a").passedOnlyHere(once)).containsExactly("a");
        assertThat(once.passedOnlyHere(parsed("[ok]: b"))).isEmpty();
    }
}
