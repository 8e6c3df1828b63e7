package io.baton.e2e.suite;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What one run of one file of tests said.
 *
 * @param passed tests by name, and how often each has passed (some are repeated under one name)
 * @param failed tests by name, and what their failure said
 * @param aborted why the file was not run to its end, or null
 */
record UnitRun(Map<String, Integer> passed, Map<String, String> failed, String aborted, Duration took) {

    /** What the proxy answers to SYNC and PSYNC. */
    private static final String NO_REPLICATION = "replication through the endpoint is not offered";

    private static final Pattern COLOUR = Pattern.compile("\u001b\\[[0-9;]*m");
    private static final Pattern PASSED = Pattern.compile("\\[ok]: (.*?)(?: \\(\\d+ ms\\))?");
    private static final Pattern FAILED = Pattern.compile("\\[err]: (.*) in tests/\\S+\\.tcl");

    /** An error of no test is one between tests, behind which nothing more is run. */
    private static final Pattern ABORTED =
            Pattern.compile("\\[(?:exception|TIMEOUT|err)]: (?:Executing test client: )?(.*)");

    /** @param timedOut whether it was ended from outside */
    static UnitRun parse(List<String> output, boolean timedOut, Duration took) {
        Map<String, Integer> passed = new TreeMap<>();
        Map<String, String> failed = new TreeMap<>();
        String aborted = timedOut ? "not done in time" : null;
        for (int i = 0; i < output.size(); i++) {
            String line = COLOUR.matcher(output.get(i)).replaceAll("");
            Matcher ok = PASSED.matcher(line);
            Matcher err = FAILED.matcher(line);
            Matcher abort = ABORTED.matcher(line);
            String next = i + 1 < output.size() ? output.get(i + 1).strip() : "";
            if (ok.matches()) {
                passed.merge(ok.group(1), 1, Integer::sum);
            } else if (err.matches()) {
                failed.put(err.group(1), next);
            } else if (abort.matches() && aborted == null) {
                aborted = abort.group(1).isBlank() ? next : abort.group(1);
            }
        }
        return new UnitRun(passed, failed, aborted, took);
    }

    int passes() {
        return passed.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Nothing failed and nothing was left out. */
    boolean clean() {
        return failed.isEmpty() && aborted == null;
    }

    /** The tests that passed here each time, and in the other run did not, or not as often. */
    Set<String> passedOnlyHere(UnitRun other) {
        Set<String> names = new TreeSet<>();
        passed.forEach((name, times) -> {
            if (!failed.containsKey(name)
                    && (other.failed.containsKey(name) || other.passed.getOrDefault(name, 0) < times)) {
                names.add(name);
            }
        });
        return names;
    }

    /** Whether a test failed because it wanted to replicate, which an endpoint refuses to everybody. */
    boolean refusedReplication(String test) {
        return failed.getOrDefault(test, "").contains(NO_REPLICATION);
    }

    /** Why a test did not pass here. */
    String reason(String test) {
        return failed.getOrDefault(test, aborted == null ? "not run" : "not reached: " + aborted);
    }
}
