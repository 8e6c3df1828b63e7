package io.baton.e2e.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;

/**
 * What an application has seen of its instance. Nothing may have been thrown, missed, or done twice.
 *
 * @param thrown by the library, at any time
 * @param counts of the works that took effect
 * @param received messages, in order
 * @param popped elements, in order
 * @param numbers that the works have counted in the instance
 */
record Seen(
        String name,
        List<?> thrown,
        Map<String, Long> counts,
        List<String> received,
        List<String> popped,
        Map<String, Long> numbers) {

    /** Increments in one pipeline. */
    static final int PIPELINED = 50;

    static final List<String> NUMBERS = List.of("one", "other", "watched", "scripted", "pipelined");

    void expectNothingHappened() {
        assertThat(thrown).as(name).isEmpty();
        assertThat(received).as(name + " messages").isEqualTo(upTo(counts.get("publish")));
        assertThat(popped).as(name + " elements").isEqualTo(upTo(counts.get("push")));
        assertThat(counts).as(name + " elements").containsEntry("pop", counts.get("push"));
        assertThat(numbers)
                .as(name + " numbers")
                .isEqualTo(Map.of(
                        "one", counts.get("multi"),
                        "other", counts.get("multi"),
                        "watched", counts.get("watch"),
                        "scripted", counts.get("script"),
                        "pipelined", PIPELINED * counts.get("pipeline")));
    }

    private static List<String> upTo(long count) {
        return LongStream.range(0, count).mapToObj(Long::toString).toList();
    }
}
