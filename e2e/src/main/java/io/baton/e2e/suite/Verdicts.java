package io.baton.e2e.suite;

import io.baton.console.Console;
import java.util.Locale;

/** How the tables tell of a run. */
final class Verdicts {

    private Verdicts() {}

    static String score(UnitRun run) {
        return run.passes() + " / " + run.failed().size() + (run.aborted() == null ? "" : " !");
    }

    static String seconds(UnitRun run) {
        return String.format(Locale.ROOT, "%.1f", run.took().toMillis() / 1_000.0);
    }

    static void aborted(Console console, String where, UnitRun run) {
        if (run.aborted() != null) {
            console.line("  ! not run to its end " + where + ": " + run.aborted());
        }
    }
}
