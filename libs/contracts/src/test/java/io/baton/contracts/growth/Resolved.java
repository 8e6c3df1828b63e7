package io.baton.contracts.growth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.TreeSet;

/**
 * A schema without the detours that say nothing of the data: references followed, "this or null" as one more type.
 *
 * @param reference by which the schema was named, or null
 * @param schema without {@code type}
 */
record Resolved(String reference, TreeSet<String> types, ObjectNode schema) {

    private static final int DEEPEST = 20;

    static Resolved of(JsonNode schema, JsonNode root) {
        TreeSet<String> types = new TreeSet<>();
        String reference = null;
        ObjectNode at = (ObjectNode) schema;
        for (int steps = 0; steps < DEEPEST; steps++) {
            if (at.has("$ref")) {
                reference = at.get("$ref").asText();
                at = merged((ObjectNode) root.at(reference.substring(1)), at);
            } else if (nullable(at) != null) {
                types.add("null");
                at = nullable(at);
            } else {
                return new Resolved(
                        reference, types(types, at.path("type")), at.deepCopy().without("type"));
            }
        }
        throw new IllegalArgumentException(reference + " leads round in a circle");
    }

    /** What is said beside a reference holds together with what it refers to. */
    private static ObjectNode merged(ObjectNode target, ObjectNode beside) {
        ObjectNode both = target.deepCopy();
        both.setAll((ObjectNode) beside.deepCopy().without("$ref"));
        return both;
    }

    boolean named() {
        return reference != null;
    }

    /** What else it may be than null, or null where it is not such a choice. */
    private static ObjectNode nullable(ObjectNode schema) {
        JsonNode choice = schema.path("anyOf");
        if (choice.size() != 2) {
            return null;
        }
        for (int i = 0; i < 2; i++) {
            if (choice.get(i).path("type").asText().equals("null")) {
                return (ObjectNode) choice.get(1 - i);
            }
        }
        return null;
    }

    private static TreeSet<String> types(TreeSet<String> types, JsonNode type) {
        if (type.isTextual()) {
            types.add(type.asText());
        }
        type.forEach(one -> types.add(one.asText()));
        return types;
    }
}
