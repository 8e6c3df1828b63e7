package io.baton.e2e.workload;

import redis.clients.jedis.Jedis;

/** Fields of INFO. */
public final class EngineInfo {

    private EngineInfo() {}

    /** The field's value; empty if the engine does not tell it. */
    public static String field(Jedis engine, String section, String field) {
        return engine.info(section)
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst()
                .orElse("");
    }

    /** The version that the engine behind the target says it is, in the words of Redis. */
    public static String versionOf(Target target) {
        try (Jedis engine = target.connect()) {
            return field(engine, "server", "redis_version");
        }
    }
}
