package io.baton.engine.settings;

import java.util.List;
import java.util.Map;

/**
 * What to do with a source's settings on a target. Names and values are the target's.
 *
 * @param atStart settings that a running engine can't change: options for its start
 * @param live settings for {@code CONFIG SET}
 * @param afterSwitch settings that have to wait until the target is the master and its replicas are back
 * @param leftOut changed settings that the target doesn't have
 */
public record SettingsPlan(
        Map<String, String> atStart, Map<String, String> live, Map<String, String> afterSwitch, List<LeftOut> leftOut) {

    /** A setting, by its name on the source, that was changed there and that the target does not have. */
    public record LeftOut(String name, String value) {}
}
