package io.baton.e2e.suite;

import io.baton.console.Console;
import java.util.Locale;
import java.util.Set;

/** Prints file by file what passed directly and what through the proxy, and each test that differs. */
final class ProxyTable {

    private static final String COLUMNS = "%-34s %15s %15s %8s %8s";

    private final Console console;
    private int direct;
    private int directFailed;
    private int proxied;
    private int proxiedFailed;
    private int differing;
    private int needSync;

    ProxyTable(Console console, String version) {
        this.console = console;
        console.line("Redis " + version + ": tests passed and failed, and seconds");
        console.line();
        console.line(row("file", "directly", "through Baton", "directly", "Baton"));
    }

    private static String row(Object... cells) {
        return String.format(Locale.ROOT, COLUMNS, cells);
    }

    void row(String unit, ThroughProxy.Runs runs) {
        UnitRun own = runs.direct();
        UnitRun through = runs.proxied();
        console.line(row(
                unit, Verdicts.score(own), Verdicts.score(through), Verdicts.seconds(own), Verdicts.seconds(through)));
        Verdicts.aborted(console, "directly", own);
        Verdicts.aborted(console, "through Baton", through);
        Set<String> worse = own.passedOnlyHere(through);
        worse.stream().filter(through::refusedReplication).forEach(test -> {
            console.line("  needs SYNC, which no endpoint offers: " + test);
            needSync++;
        });
        worse.removeIf(through::refusedReplication);
        worse.forEach(test -> console.line("  " + console.style().red(test + ": " + through.reason(test))));
        through.passedOnlyHere(own)
                .forEach(test -> console.line("  passes only through Baton: " + test + ": " + own.reason(test)));
        own.failed().keySet().stream()
                .filter(through.failed()::containsKey)
                .forEach(test -> console.line("  fails in both: " + test + ": " + own.reason(test)));
        direct += own.passes();
        directFailed += own.failed().size();
        proxied += through.passes();
        proxiedFailed += through.failed().size();
        differing += worse.size();
    }

    /** Answers the exit code. */
    int summary() {
        console.line();
        console.line(row("all", direct + " / " + directFailed, proxied + " / " + proxiedFailed, "", ""));
        console.line(
                differing + " tests pass directly and not through the proxy, beside " + needSync + " that need SYNC.");
        return differing == 0 ? 0 : 1;
    }
}
