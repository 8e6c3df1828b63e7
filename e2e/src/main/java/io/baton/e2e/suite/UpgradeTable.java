package io.baton.e2e.suite;

import io.baton.console.Console;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** Prints file by file what passed before, during and after an upgrade, and each test that failed only meanwhile. */
final class UpgradeTable {

    private static final String COLUMNS = "%-34s %12s %5s %12s %12s  %-10s %7s";

    private final Console console;
    private int before;
    private int after;
    private int meanwhile;
    private int runs;
    private int differing;
    private int completed;
    private int files;
    private int notUsable;

    UpgradeTable(Console console, String from, String line) {
        this.console = console;
        console.line("Redis " + from + " to " + line + ": tests passed and failed");
        console.line();
        console.line(row("file", "before", "runs", "meanwhile", "after", "upgrade", "hold ms"));
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, COLUMNS, cells);
    }

    void row(String unit, DuringUpgrade.Runs runs) {
        List<UnitRun> during = runs.meanwhile();
        int passed = during.stream().mapToInt(UnitRun::passes).sum();
        int failed = during.stream().mapToInt(run -> run.failed().size()).sum();
        console.line(row(
                unit,
                Verdicts.score(runs.before()),
                during.size(),
                passed + " / " + failed,
                Verdicts.score(runs.after()),
                runs.end() == null ? "REFUSED" : runs.end().state(),
                hold(runs)));
        tell(runs);
        Set<String> only = new TreeSet<>();
        for (UnitRun run : during) {
            Verdicts.aborted(console, "meanwhile", run);
            Set<String> worse = runs.before().passedOnlyHere(run);
            worse.retainAll(runs.after().passedOnlyHere(run));
            worse.forEach(test -> console.line("  " + console.style().red(test + ": " + run.reason(test))));
            only.addAll(worse);
        }
        Verdicts.aborted(console, "before", runs.before());
        Verdicts.aborted(console, "after", runs.after());
        if (runs.after().aborted() != null && runs.before().aborted() == null) {
            notUsable++;
        }
        runs.before()
                .passedOnlyHere(runs.after())
                .forEach(test -> console.line(
                        "  only before: " + test + ": " + runs.after().reason(test)));
        differing += only.size();
        before += runs.before().passes();
        after += runs.after().passes();
        meanwhile += passed;
        this.runs += during.size();
        completed += runs.end() != null && runs.end().completed() ? 1 : 0;
        files++;
    }

    /** Of a file after which the instance can't be spoken to any more. */
    void unusable(String unit, String why) {
        console.line(row(unit, "", "", "", "", "NOT USED", ""));
        console.line("  " + why);
        notUsable++;
        files++;
    }

    private static String hold(DuringUpgrade.Runs runs) {
        return runs.end() == null || runs.end().receipt() == null
                ? ""
                : runs.end().receipt().path("holdMs").asText("");
    }

    private void tell(DuringUpgrade.Runs runs) {
        if (runs.refusal() != null) {
            console.line("  refused: " + runs.refusal());
        } else if (runs.end().failure() != null) {
            console.line("  upgrade: " + runs.end().failure().message());
        }
        if (runs.end() != null && runs.end().lastMissedReason() != null) {
            console.line("  stepped back: " + runs.end().lastMissedReason().message());
        }
    }

    /** Answers the exit code. */
    int summary() {
        console.line();
        console.line(row("all", before, runs, meanwhile, after, completed + " of " + files, ""));
        console.line(differing + " tests pass before and after an upgrade and failed while one ran; after " + notUsable
                + " upgrades a file could not be run to its end.");
        return differing + notUsable == 0 ? 0 : 1;
    }
}
