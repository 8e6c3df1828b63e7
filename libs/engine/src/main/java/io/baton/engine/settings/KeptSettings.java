package io.baton.engine.settings;

import java.util.Map;
import java.util.TreeMap;

/**
 * Settings whose default was changed in a way that clients can notice. They stay as on the source although nobody changed
 * them there; everywhere else the new version's default counts. Pure.
 */
final class KeptSettings {
    /**
     * By name, how an engine behaves that does not have the setting yet. Valkey 8.0 frees lazily by default; since Redis 7.0
     * new users may use no channels.
     */
    private static final Map<String, String> BEFORE_THEY_CAME = new TreeMap<>(Map.of(
            "acl-pubsub-default", "allchannels",
            "lazyfree-lazy-user-del", "no",
            "lazyfree-lazy-user-flush", "no",
            "lazyfree-lazy-server-del", "no",
            "lazyfree-lazy-expire", "no",
            "lazyfree-lazy-eviction", "no"));

    private KeptSettings() {}

    /**
     * @param source by today's names
     * @param target {@code CONFIG GET *} of the new node
     * @return what the target needs to behave as the source does
     */
    static Map<String, String> of(Map<String, String> source, Map<String, String> target) {
        Map<String, String> kept = new TreeMap<>();
        BEFORE_THEY_CAME.forEach((name, before) -> {
            String value = source.getOrDefault(name, before);
            if (target.containsKey(name) && !target.get(name).equals(value)) {
                kept.put(name, value);
            }
        });
        return kept;
    }
}
