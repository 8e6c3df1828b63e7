package io.baton.sync.replication.model;

import io.baton.engine.client.InfoText;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** What real engines said, and small variations of it. */
record Info(Map<String, String> fields) {

    static Info of(String name) {
        try (InputStream in = Info.class.getResourceAsStream("/info/" + name + ".txt")) {
            return new Info(InfoText.parse(new String(in.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    Info with(String field, Object value) {
        Map<String, String> changed = new LinkedHashMap<>(fields);
        changed.put(field, String.valueOf(value));
        return new Info(changed);
    }

    NodeSight.Seen sight() {
        return NodeSight.of(fields);
    }
}
