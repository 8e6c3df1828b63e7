package io.baton.sync.replication.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is different on one node while the synchronisation lasts. */
public record NodeSettings(String nodeId, List<TemporarySetting> settings) {

    public NodeSettings {
        settings = List.copyOf(settings);
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
}
