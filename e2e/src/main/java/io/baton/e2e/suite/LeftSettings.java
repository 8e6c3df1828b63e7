package io.baton.e2e.suite;

import io.baton.e2e.workload.Target;
import java.util.Map;
import java.util.TreeMap;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisDataException;

/**
 * Puts back the settings that a file of tests leaves changed behind it: it is made for a server that nobody uses afterwards,
 * and would fail in its second run for what its first one did.
 */
final class LeftSettings {

    private final Target engine;
    private final Map<String, String> before;

    /** What holds now is how it should be. */
    LeftSettings(Target engine) {
        this.engine = engine;
        this.before = all(engine);
    }

    /** Of the file that has been run since: what each setting was that it has changed. */
    Map<String, String> changed() {
        Map<String, String> now = all(engine);
        Map<String, String> changed = new TreeMap<>(before);
        changed.entrySet().removeIf(setting -> setting.getValue().equals(now.get(setting.getKey())));
        return changed;
    }

    static void putBack(Target engine, Map<String, String> settings) {
        try (Jedis jedis = engine.connect()) {
            settings.forEach((name, value) -> {
                try {
                    jedis.configSet(name, value);
                } catch (JedisDataException unknown) {
                    // The version after an upgrade has no such setting any more, so nothing is left of the change.
                }
            });
        }
    }

    private static Map<String, String> all(Target engine) {
        try (Jedis jedis = engine.connect()) {
            return jedis.configGet("*");
        }
    }
}
