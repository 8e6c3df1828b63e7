package io.baton.e2e.demo;

import java.util.ArrayDeque;
import java.util.Deque;

/** Operations a second over the last second or so, from counts that are told now and then. */
final class Rate {

    private static final long OVER_NANOS = 1_000_000_000L;

    private record Sample(long nanos, long count) {}

    private final Deque<Sample> samples = new ArrayDeque<>();

    long update(long nanos, long count) {
        samples.addLast(new Sample(nanos, count));
        while (samples.size() > 2 && samples.peekFirst().nanos() < nanos - OVER_NANOS) {
            samples.removeFirst();
        }
        Sample first = samples.peekFirst();
        long elapsed = nanos - first.nanos();
        return elapsed == 0 ? 0 : (count - first.count()) * OVER_NANOS / elapsed;
    }
}
