package io.baton.sync.replication.model;

import java.util.Map;
import java.util.Optional;

/**
 * A setting that has another value while the synchronisation lasts. Of {@code client-output-buffer-limit} it is only the
 * class of the replicas; both values are written as {@code CONFIG SET} takes them.
 *
 * @param name the setting's name in the node's version
 * @param original what it was, and will be again
 * @param temporary what it is meanwhile
 */
public record TemporarySetting(String name, String original, String temporary) {

    /** Whether the node has the temporary value now. */
    boolean standsIn(Map<String, String> current) {
        return temporary.equals(value(name, current));
    }

    TemporarySetting with(String otherOriginal) {
        return new TemporarySetting(name, otherOriginal, temporary);
    }

    /** The value of the whole setting with this part of it. */
    String whole(String value, String part) {
        return name.equals(OutputBufferLimit.SETTING) ? OutputBufferLimit.withReplicas(value, part) : part;
    }

    /** What of a setting's value is not temporary; empty if all of it is. */
    Optional<String> rest(String value) {
        return name.equals(OutputBufferLimit.SETTING)
                ? Optional.of(OutputBufferLimit.ofOthers(value))
                : Optional.empty();
    }

    /** A setting's value out of what {@code CONFIG GET} gives; null if it isn't there. */
    static String value(String name, Map<String, String> config) {
        String value = config.get(name);
        return value != null && name.equals(OutputBufferLimit.SETTING)
                ? OutputBufferLimit.ofReplicas(value).setting()
                : value;
    }
}
