package io.baton.engine.client;

import io.baton.engine.Edition;
import io.baton.engine.EngineId;
import io.baton.engine.EngineVersion;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;

/** Reads what {@code INFO} prints: {@code name:value} lines under {@code # Section} headings. Pure. */
public final class InfoText {

    private InfoText() {}

    /** @return the fields of all sections, in the engine's order; field names are unique across sections */
    public static Map<String, String> parse(String text) {
        Map<String, String> fields = new LinkedHashMap<>();
        text.lines().forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0 && !line.startsWith("#")) {
                fields.put(line.substring(0, colon), line.substring(colon + 1).strip());
            }
        });
        return fields;
    }

    /**
     * @param server fields of the section {@code server}. Valkey says for compatibility's sake that it is Redis 7.2 too;
     *     what it says in its own name counts.
     * @throws IllegalArgumentException if the fields name no version
     */
    public static EngineId identity(Map<String, String> server) {
        String valkey = server.get("valkey_version");
        return valkey != null
                ? new EngineId(Edition.VALKEY, EngineVersion.parse(valkey))
                : new EngineId(Edition.REDIS, EngineVersion.parse(server.get("redis_version")));
    }

    static long number(Map<String, String> fields, String name, long otherwise) {
        return optionalNumber(fields, name).orElse(otherwise);
    }

    static OptionalLong optionalNumber(Map<String, String> fields, String name) {
        String value = fields.get(name);
        try {
            return value == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(value));
        } catch (NumberFormatException notOne) {
            return OptionalLong.empty();
        }
    }
}
