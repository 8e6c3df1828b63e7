package io.baton.resource.allocation.model;

import io.baton.engine.EngineId;
import io.baton.engine.settings.SettingsPlan;
import io.baton.engine.settings.SettingsTranslation;
import io.baton.resource.node.model.EngineDefaults;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which settings of the old master the new nodes get. Pure. */
public final class SettingsToCarry {

    private SettingsToCarry() {}

    /**
     * What was changed from the engine's default, and what was changed from Baton's own: of the latter the engine's
     * default would tell nothing.
     *
     * @param source {@code CONFIG GET *} of the old master
     * @param target {@code CONFIG GET *} of a new node
     */
    public static SettingsPlan plan(
            EngineId from, EngineId to, Map<String, String> source, Map<String, String> target) {
        SettingsPlan changed = SettingsTranslation.between(from, to).plan(source, target);
        Map<String, String> live = new LinkedHashMap<>(changed.live());
        for (String name : EngineDefaults.names()) {
            String value = source.get(name);
            if (value != null && target.containsKey(name) && !value.equals(target.get(name))) {
                live.putIfAbsent(name, value);
            }
        }
        return new SettingsPlan(changed.atStart(), live, changed.afterSwitch(), changed.leftOut());
    }
}
