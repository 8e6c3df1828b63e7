package io.baton.e2e.crash;

import redis.clients.jedis.Jedis;

/** Fields of INFO. */
final class Info {

    private Info() {}

    /** The field's value; empty if the engine does not tell it. */
    static String field(Jedis jedis, String section, String field) {
        return jedis.info(section)
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst()
                .orElse("");
    }
}
