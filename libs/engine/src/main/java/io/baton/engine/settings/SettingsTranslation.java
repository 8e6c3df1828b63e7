package io.baton.engine.settings;

import io.baton.engine.EngineId;
import io.baton.engine.EngineLine;
import io.baton.engine.settings.SettingsPlan.LeftOut;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Decides which settings of an old node a new node gets. A setting is carried over if it was changed from the default of
 * the old version, or, where that default isn't known, if it differs from what the new node has. Settings that nobody
 * changed take the new version's default, but for the few that clients would notice ({@link KeptSettings}). Pure.
 */
public final class SettingsTranslation {

    private final Map<String, String> sourceDefaults;
    private final Set<String> immutable;

    /**
     * @param sourceDefaults the old version's defaults by name; empty if they aren't known
     * @param immutable names of settings that only the start of the new version can set
     */
    SettingsTranslation(Map<String, String> sourceDefaults, Set<String> immutable) {
        this.sourceDefaults = byTodaysName(sourceDefaults);
        this.immutable = immutable;
    }

    /** @return the translation between two versions, with all that is known about them */
    public static SettingsTranslation between(EngineId source, EngineId target) {
        Map<String, String> defaults = SettingsFacts.of(new EngineLine(source.edition(), source.line()))
                .map(SettingsFacts::defaults)
                .orElse(Map.of());
        return new SettingsTranslation(
                defaults, SettingsFacts.immutableIn(new EngineLine(target.edition(), target.line())));
    }

    /**
     * @param source {@code CONFIG GET *} of the old node
     * @param target {@code CONFIG GET *} of the new node, fresh
     */
    public SettingsPlan plan(Map<String, String> source, Map<String, String> target) {
        Map<String, String> targetNames = namesByTodays(target);
        Map<String, String> atStart = new LinkedHashMap<>();
        Map<String, String> live = new LinkedHashMap<>();
        Map<String, String> afterSwitch = new LinkedHashMap<>();
        List<LeftOut> leftOut = new ArrayList<>();
        byTodaysName(source).forEach((today, value) -> {
            String name = targetNames.get(today);
            if (SettingKinds.isNodeLocal(today)
                    || !changed(today, value, Optional.ofNullable(name).map(target::get))) {
                return;
            }
            if (name == null) {
                leftOut.add(new LeftOut(sourceName(today, source), value));
            } else if (SettingKinds.waitsForSwitch(today)) {
                afterSwitch.put(name, value);
            } else if (immutable.contains(name)) {
                atStart.put(name, value);
            } else {
                live.put(name, value);
            }
        });
        KeptSettings.of(byTodaysName(source), target).forEach(live::putIfAbsent);
        return new SettingsPlan(atStart, live, afterSwitch, List.copyOf(leftOut));
    }

    /**
     * What a target that had the source's settings needs to follow it: whatever was changed, to the default too.
     *
     * @param before {@code CONFIG GET *} of the old node when the target had its settings
     * @param now the same, now
     * @param target {@code CONFIG GET *} of the new node
     * @return settings for {@code CONFIG SET}; those that wait for the switch, and what only a start can set, are not followed
     */
    public Map<String, String> followed(
            Map<String, String> before, Map<String, String> now, Map<String, String> target) {
        Map<String, String> targetNames = namesByTodays(target);
        Map<String, String> former = byTodaysName(before);
        Map<String, String> live = new TreeMap<>();
        byTodaysName(now).forEach((today, value) -> {
            String name = targetNames.get(today);
            boolean follows = name != null
                    && !value.equals(former.get(today))
                    && !same(value, target.get(name))
                    && !SettingKinds.isNodeLocal(today)
                    && !SettingKinds.waitsForSwitch(today)
                    && !immutable.contains(name);
            if (follows) {
                live.put(name, value);
            }
        });
        return live;
    }

    /** By today's name the one that this engine goes by; where it has both, today's. */
    private static Map<String, String> namesByTodays(Map<String, String> settings) {
        Map<String, String> names = new TreeMap<>();
        settings.keySet()
                .forEach(name -> names.merge(
                        SettingNames.today(name),
                        name,
                        (one, other) -> one.equals(SettingNames.today(one)) ? one : other));
        return names;
    }

    private boolean changed(String today, String value, Optional<String> onTarget) {
        if (onTarget.isPresent() && same(value, onTarget.get())) {
            return false;
        }
        String before = sourceDefaults.get(today);
        return before != null ? !same(value, before) : onTarget.isPresent() || !sourceDefaults.isEmpty();
    }

    /** The output buffer limits name replicas in the old way or the new one; it is the same limit. */
    private static boolean same(String one, String other) {
        return one.replace("replica ", "slave ").equals(other.replace("replica ", "slave "));
    }

    /** An engine lists a setting under both names with one value; should they differ, today's name counts. */
    private static Map<String, String> byTodaysName(Map<String, String> settings) {
        Map<String, String> renamed = new TreeMap<>();
        settings.forEach((name, value) -> {
            String today = SettingNames.today(name);
            renamed.put(today, settings.getOrDefault(today, value));
        });
        return renamed;
    }

    private static String sourceName(String today, Map<String, String> source) {
        return source.containsKey(today)
                ? today
                : source.keySet().stream()
                        .filter(name -> SettingNames.today(name).equals(today))
                        .findFirst()
                        .orElse(today);
    }
}
