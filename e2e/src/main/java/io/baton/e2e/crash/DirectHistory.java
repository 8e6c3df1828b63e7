package io.baton.e2e.crash;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * What one client did that writes past the proxies, directly to one engine.
 *
 * @param acknowledged the writes that the engine answered with success, in their order
 */
public record DirectHistory(List<Write> acknowledged) {

    /**
     * One write: it took effect at some time between the two.
     *
     * @param sentNanos {@link System#nanoTime} before it was sent
     * @param answeredNanos the same when its answer had come
     */
    public record Write(long number, long sentNanos, long answeredNanos) {}

    public DirectHistory {
        acknowledged = List.copyOf(acknowledged);
    }

    /** Acknowledged writes that the data does not hold. */
    public List<Long> missingIn(List<Long> data) {
        Set<Long> there = new HashSet<>(data);
        return acknowledged.stream()
                .map(Write::number)
                .filter(number -> !there.contains(number))
                .toList();
    }

    /** When the first write that the data still holds was answered: its engine took writes by then. */
    public OptionalLong firstKept(List<Long> data) {
        Set<Long> there = new HashSet<>(data);
        return acknowledged.stream()
                .filter(write -> there.contains(write.number()))
                .mapToLong(Write::answeredNanos)
                .min();
    }

    /** A write that this engine took although it was sent after that time. */
    public Optional<Write> takenAfter(long nanos) {
        return acknowledged.stream().filter(write -> write.sentNanos() > nanos).findFirst();
    }
}
