package io.baton.e2e.crash;

import io.baton.e2e.history.Verdict;
import java.time.Duration;
import java.util.List;

/**
 * What became of one scenario.
 *
 * @param violations one sentence each; empty if all is well
 */
public record CrashRun(CrashPoint point, Aftermath seen, List<String> violations) {

    public CrashRun {
        violations = List.copyOf(violations);
    }

    /** The scenario did not come to its end. */
    static CrashRun broken(CrashPoint point, String why) {
        DirectHistory nothing = new DirectHistory(List.of());
        Aftermath unknown = new Aftermath(
                "unknown",
                Duration.ZERO,
                Verdict.EMPTY,
                0,
                0,
                false,
                nothing,
                List.of(),
                nothing,
                List.of(),
                null,
                null,
                "unknown",
                false,
                List.of(),
                false);
        return new CrashRun(point, unknown, List.of("broken off: " + why));
    }

    public boolean passed() {
        return violations.isEmpty();
    }

    public long lost() {
        return seen.clients().lostWrites()
                + seen.old().missingIn(seen.oldData()).size();
    }
}
