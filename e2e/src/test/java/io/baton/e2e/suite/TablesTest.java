package io.baton.e2e.suite;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.console.Console;
import io.baton.console.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What counts as a difference, and what is only told. */
class TablesTest {

    private static final UnitRun CLEAN = run("[ok]: a", "[ok]: b");
    private static final UnitRun WITHOUT_B = run("[ok]: a", "[err]: b in tests/unit/x.tcl", "Expected 1");

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    private final Console console = new Console(out, out, Style.plain());

    private static UnitRun run(String... output) {
        return UnitRun.parse(List.of(output), false, Duration.ofSeconds(1));
    }

    private int throughProxy(UnitRun direct, UnitRun proxied) {
        ProxyTable table = new ProxyTable(console, "7.0.15");
        table.row("unit/x", new ThroughProxy.Runs(direct, proxied));
        return table.summary();
    }

    private int duringUpgrade(UnitRun before, UnitRun meanwhile, UnitRun after) {
        UpgradeTable table = new UpgradeTable(console, "6.2.7", "7.0");
        table.row("unit/x", new DuringUpgrade.Runs(before, List.of(CLEAN, meanwhile), after, null, "not now"));
        return table.summary();
    }

    @Test
    void aTestThatFailsOnlyThroughTheProxyIsADifference() {
        assertThat(throughProxy(CLEAN, WITHOUT_B)).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("b: Expected 1");
    }

    @Test
    void aTestThatFailsEverywhereOrOnlyDirectlyIsNone() {
        assertThat(throughProxy(WITHOUT_B, WITHOUT_B)).isZero();
        assertThat(throughProxy(WITHOUT_B, CLEAN)).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8))
                .contains("fails in both: b")
                .contains("passes only through Baton: b");
    }

    @Test
    void aTestThatWantsToReplicateIsToldApart() {
        UnitRun refused = run(
                "[ok]: a",
                "[err]: b in tests/unit/x.tcl",
                "Received '-ERR baton: replication through the endpoint is not offered");
        assertThat(throughProxy(CLEAN, refused)).isZero();
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("needs SYNC, which no endpoint offers: b");
    }

    @Test
    void whatPassesBeforeAndAfterAnUpgradeMustPassMeanwhile() {
        assertThat(duringUpgrade(CLEAN, WITHOUT_B, CLEAN)).isEqualTo(1);
        assertThat(duringUpgrade(CLEAN, CLEAN, CLEAN)).isZero();
        assertThat(duringUpgrade(WITHOUT_B, WITHOUT_B, CLEAN)).isZero();
    }

    @Test
    void anInstanceThatCantBeUsedAfterwardsIsADifference() {
        UnitRun unusable = run("[exception]: Executing test client: READONLY You can't write.");
        assertThat(duringUpgrade(CLEAN, WITHOUT_B, unusable)).isEqualTo(1);
        assertThat(printed.toString(StandardCharsets.UTF_8)).contains("only before: a: not reached: READONLY");
    }
}
