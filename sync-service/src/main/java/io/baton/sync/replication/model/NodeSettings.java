package io.baton.sync.replication.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is different on one node while the synchronisation lasts. */
public record NodeSettings(String nodeId, List<TemporarySetting> settings) {

    public NodeSettings {
        settings = List.copyOf(settings);
    }

    static NodeSettings none(String nodeId) {
        return new NodeSettings(nodeId, List.of());
    }

    /**
     * What is left to be set for the synchronisation.
     *
     * @param current what {@code CONFIG GET} says now
     */
    public Map<String, String> toApply(Map<String, String> current) {
        Map<String, String> missing = new LinkedHashMap<>();
        settings.stream()
                .filter(setting -> setting.original().equals(TemporarySetting.value(setting.name(), current)))
                .forEach(setting -> missing.put(setting.name(), setting.temporary()));
        return missing;
    }

    /**
     * What is left to be put back. A value that is neither the original nor the temporary one was set by somebody else
     * meanwhile, and is theirs.
     *
     * @param current what {@code CONFIG GET} says now
     */
    public Map<String, String> toRestore(Map<String, String> current) {
        Map<String, String> changed = new LinkedHashMap<>();
        settings.stream()
                .filter(setting -> setting.standsIn(current))
                .forEach(setting -> changed.put(setting.name(), setting.original()));
        return changed;
    }

    /**
     * What its users have set: where a temporary value stands, the original one.
     *
     * @param current what {@code CONFIG GET} says now
     */
    public Map<String, String> ofUsers(Map<String, String> current) {
        Map<String, String> theirs = new LinkedHashMap<>(current);
        settings.stream()
                .filter(setting -> setting.standsIn(current))
                .forEach(setting -> theirs.computeIfPresent(
                        setting.name(), (name, value) -> setting.whole(value, setting.original())));
        return theirs;
    }

    /**
     * New values for settings of which some are temporary now: what can be set at once, and what only when those are put back.
     *
     * @param wanted by name, values of whole settings
     * @param current what {@code CONFIG GET} says now
     */
    public Followed follow(Map<String, String> wanted, Map<String, String> current) {
        Map<String, String> now = new LinkedHashMap<>(wanted);
        Map<String, String> originals = new LinkedHashMap<>();
        settings.stream()
                .filter(setting -> setting.standsIn(current) && wanted.containsKey(setting.name()))
                .forEach(setting -> {
                    String name = setting.name();
                    String original = TemporarySetting.value(name, wanted);
                    if (!original.equals(setting.original())) {
                        originals.put(name, original);
                    }
                    setting.rest(wanted.get(name)).ifPresentOrElse(rest -> now.put(name, rest), () -> now.remove(name));
                });
        return new Followed(now, originals);
    }

    /**
     * @param now for {@code CONFIG SET}
     * @param originals what is to be put back from now on
     */
    public record Followed(Map<String, String> now, Map<String, String> originals) {}

    /** The same, with other values to be put back. */
    NodeSettings with(Map<String, String> originals) {
        return new NodeSettings(
                nodeId,
                settings.stream()
                        .map(setting -> setting.with(originals.getOrDefault(setting.name(), setting.original())))
                        .toList());
    }
}
