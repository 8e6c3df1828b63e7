package io.baton.e2e.stack;

import java.util.Map;
import java.util.TreeMap;

/**
 * How an instance is; the same after every upgrade that did not complete.
 *
 * @param nodes ports by role and id
 * @param settings all that the master tells of itself
 */
public record Condition(String version, String status, Map<String, Integer> nodes, Map<String, String> settings) {

    /** Without what is said of proxies. */
    public Condition withoutProxies() {
        Map<String, Integer> engines = new TreeMap<>(nodes);
        engines.keySet().removeIf(node -> node.startsWith("PROXY"));
        return new Condition(version, status, engines, settings);
    }
}
