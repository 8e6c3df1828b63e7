package io.baton.e2e.history;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;

/**
 * Lists to which one client appends 1, 2, 3 and so on, a new list every {@value #SEGMENT} numbers. Only what did not go
 * well is remembered, so that a long run needs no more memory than a short one.
 */
final class Sequence {

    static final int SEGMENT = 1_000;

    private long highest;
    private final Set<Long> unanswered = new HashSet<>();
    private final Set<Long> refused = new HashSet<>();

    long next() {
        return ++highest;
    }

    /** The list that the number belongs to, from 0. */
    static long segmentOf(long number) {
        return (number - 1) / SEGMENT;
    }

    /** The last list that was begun; -1 before the first. */
    long lastSegment() {
        return highest == 0 ? -1 : segmentOf(highest);
    }

    void unanswered(long number) {
        unanswered.add(number);
    }

    /** Answered with an error: it must never appear. */
    void refused(long number) {
        refused.add(number);
    }

    /** Compares one list with what was appended to it. */
    Findings judge(long segment, List<Long> seen) {
        long from = segment * SEGMENT + 1;
        long to = Math.min(highest, (segment + 1) * SEGMENT);
        Map<Long, Integer> times = new HashMap<>();
        seen.forEach(number -> times.merge(number, 1, Integer::sum));
        long lost = LongStream.rangeClosed(from, to)
                .filter(number -> !times.containsKey(number))
                .filter(number -> !unanswered.contains(number) && !refused.contains(number))
                .count();
        long doubled = times.values().stream().mapToLong(count -> count - 1).sum();
        long strange = times.keySet().stream()
                .filter(number -> number < from || number > to || refused.contains(number))
                .count();
        return new Findings(lost, doubled, strange + (inOrder(seen) ? 0 : 1));
    }

    /** A doubled number is counted as doubled, so equal neighbours are in order. */
    private static boolean inOrder(List<Long> seen) {
        Set<Long> before = new HashSet<>();
        long greatest = 0;
        for (long number : seen) {
            if (before.add(number) && number < greatest) {
                return false;
            }
            greatest = Math.max(greatest, number);
        }
        return true;
    }
}
