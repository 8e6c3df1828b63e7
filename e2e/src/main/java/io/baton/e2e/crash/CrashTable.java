package io.baton.e2e.crash;

import io.baton.console.Console;
import java.util.List;
import java.util.Locale;

/** Prints what became of the scenarios, a line each. */
final class CrashTable {

    private static final String COLUMNS = "%-19s %-15s %-6s %-10s %8s %5s %7s %12s";

    private final Console console;

    CrashTable(Console console) {
        this.console = console;
    }

    void header() {
        console.line(String.format(
                Locale.ROOT, COLUMNS, "victim", "step", "when", "outcome", "ms", "lost", "errors", "disconnects"));
    }

    void row(CrashRun run) {
        Aftermath seen = run.seen();
        console.line(String.format(
                Locale.ROOT,
                COLUMNS,
                run.point().victim().label(),
                run.point().step(),
                run.point().when().name().toLowerCase(Locale.ROOT),
                seen.end(),
                String.format(Locale.ROOT, "%,d", seen.took().toMillis()),
                run.lost(),
                seen.clients().errors(),
                seen.clients().disconnects()));
        run.violations()
                .forEach(violation -> console.line("  " + console.style().red(violation)));
    }

    void summary(List<CrashRun> all) {
        long failed = all.stream().filter(run -> !run.passed()).count();
        long completed = all.stream().filter(run -> run.seen().completed()).count();
        console.line(String.format(
                Locale.ROOT,
                "%d kills: %d upgrades completed, %d ended otherwise and left the instance as it was; %d violations.",
                all.size(),
                completed,
                all.size() - completed,
                failed));
    }
}
