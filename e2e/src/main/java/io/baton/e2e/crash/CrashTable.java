package io.baton.e2e.crash;

import io.baton.console.Console;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** Prints what became of the kills: a line each while they happen, and in the end what died at which step. */
final class CrashTable {

    private static final String COLUMNS = "%8s %15s  %-18s %-16s %-6s %-7s %-10s %7s %5s %7s %12s";

    private final Console console;
    private final int kills;
    private final int skipped;
    private final long began = System.nanoTime();

    /**
     * @param kills how many there will be
     * @param skipped how many of them an earlier run has done
     */
    CrashTable(Console console, int kills, int skipped) {
        this.console = console;
        this.kills = kills;
        this.skipped = skipped;
    }

    void header() {
        console.line(String.format(
                Locale.ROOT,
                COLUMNS,
                "kill",
                "time",
                "victim",
                "step",
                "side",
                "direct",
                "outcome",
                "ms",
                "lost",
                "errors",
                "disconnects"));
    }

    /** @param done how many kills of this run there have been, this one among them */
    void row(CrashRun run, int done) {
        Aftermath seen = run.seen();
        console.line(String.format(
                Locale.ROOT,
                COLUMNS,
                (skipped + done) + "/" + kills,
                progress(done),
                run.point().victim().label(),
                run.point().step(),
                run.point().when().name().toLowerCase(Locale.ROOT),
                run.point().direct() ? "with" : "without",
                seen.end(),
                String.format(Locale.ROOT, "%,d", seen.took().toMillis()),
                run.lost(),
                seen.clients().errors(),
                seen.clients().disconnects()));
        run.violations()
                .forEach(violation -> console.line("  " + console.style().red(violation)));
    }

    /** How long it has taken, of how long it will take if it goes on like this. */
    private String progress(int done) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
        return clock(elapsed) + " of "
                + clock(elapsed.multipliedBy(kills - skipped).dividedBy(done));
    }

    private static String clock(Duration time) {
        return String.format(Locale.ROOT, "%d:%02d", time.toMinutes(), time.toSecondsPart());
    }

    /** Of each victim and step what became of the upgrades. */
    void summary(List<CrashRun> all) {
        List<Victim> victims = all.stream()
                .map(run -> run.point().victim())
                .distinct()
                .sorted()
                .toList();
        List<SwitchStep> steps =
                all.stream().map(run -> run.point().step()).distinct().toList();
        console.line();
        console.line(row("step", victims.stream().map(Victim::label).toList()));
        for (SwitchStep step : steps) {
            console.line(row(
                    step.name(),
                    victims.stream()
                            .map(victim -> cell(all.stream()
                                    .filter(run -> run.point().victim() == victim
                                            && Objects.equals(run.point().step(), step))
                                    .toList()))
                            .toList()));
        }
        console.line();
        console.line("c completed, x cancelled, f failed, ! violates an invariant");
        console.line(String.format(
                Locale.ROOT,
                "%d kills in %s: %d upgrades completed, %d ended otherwise and left the instance as it was; %d violations.",
                all.size(),
                clock(Duration.ofNanos(System.nanoTime() - began)),
                count(all, "COMPLETED"),
                count(all, "CANCELLED") + count(all, "FAILED"),
                all.stream().filter(run -> !run.passed()).count()));
    }

    private static String row(String name, List<String> cells) {
        return String.format("%-16s", name)
                + cells.stream().map(cell -> String.format("%20s", cell)).collect(Collectors.joining());
    }

    private static String cell(List<CrashRun> runs) {
        long wrong = runs.stream().filter(run -> !run.passed()).count();
        return (part(count(runs, "COMPLETED"), "c")
                        + part(count(runs, "CANCELLED"), "x")
                        + part(count(runs, "FAILED"), "f")
                        + part(wrong, "!"))
                .strip();
    }

    private static String part(long count, String sign) {
        return count == 0 ? "" : " " + count + sign;
    }

    private static long count(List<CrashRun> runs, String end) {
        return runs.stream().filter(run -> run.seen().end().equals(end)).count();
    }
}
