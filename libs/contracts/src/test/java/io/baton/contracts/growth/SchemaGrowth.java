package io.baton.contracts.growth;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * Whether a schema has only grown. Two kinds of readers have to get along with it: subscribers that were written for the
 * former one and read events of today, and services of today that read events which were recorded before. So what a field
 * is stays as it was, what was always there stays there, and what is new may be missing.
 *
 * <p>It knows the keywords that Baton's schemas use. A difference in any other is a break, since nobody has said what it
 * would mean.
 */
public final class SchemaGrowth {

    private static final Set<String> SAYS_NOTHING_OF_DATA =
            Set.of("$schema", "$id", "$defs", "$comment", "title", "description", "examples", "deprecated");
    private static final Set<String> LOWER_BOUNDS =
            Set.of("minimum", "exclusiveMinimum", "minLength", "minItems", "minProperties");
    private static final Set<String> UPPER_BOUNDS =
            Set.of("maximum", "exclusiveMaximum", "maxLength", "maxItems", "maxProperties");
    private static final Set<String> COMPARED_BY_THEMSELVES = Set.of("properties", "required", "items", "enum");

    private final JsonNode formerRoot;
    private final JsonNode currentRoot;
    private final Set<String> underWay = new HashSet<>();
    private final List<String> breaks = new ArrayList<>();

    private SchemaGrowth(JsonNode formerRoot, JsonNode currentRoot) {
        this.formerRoot = formerRoot;
        this.currentRoot = currentRoot;
    }

    /**
     * Compares two versions of one schema.
     *
     * @param name of what it describes, the beginning of each line
     * @return what was broken and what is allowed instead, a line each; empty where it has only grown
     */
    public static List<String> breaks(String name, JsonNode former, JsonNode current) {
        SchemaGrowth growth = new SchemaGrowth(former, current);
        growth.compare(name, former, current);
        return List.copyOf(growth.breaks);
    }

    private void compare(String path, JsonNode formerSchema, JsonNode currentSchema) {
        Resolved former = Resolved.of(formerSchema, formerRoot);
        Resolved current = Resolved.of(currentSchema, currentRoot);
        if (!underWay.add(former.reference() + " " + current.reference()) && former.named() && current.named()) {
            return;
        }
        if (!former.types().equals(current.types())) {
            broken(
                    path,
                    "was " + former.types() + " and is " + current.types(),
                    "the type of a field stays; give what is new a field of its own");
        }
        properties(path, former.schema(), current.schema());
        if (former.schema().has("items") && current.schema().has("items")) {
            compare(path + "[]", former.schema().get("items"), current.schema().get("items"));
        }
        enumeration(path, former.schema(), current.schema());
        Set<String> keywords = new TreeSet<>();
        former.schema().fieldNames().forEachRemaining(keywords::add);
        current.schema().fieldNames().forEachRemaining(keywords::add);
        keywords.removeAll(SAYS_NOTHING_OF_DATA);
        keywords.removeAll(COMPARED_BY_THEMSELVES);
        keywords.forEach(keyword -> keyword(
                path, keyword, former.schema().get(keyword), current.schema().get(keyword)));
        underWay.remove(former.reference() + " " + current.reference());
    }

    private void properties(String path, JsonNode former, JsonNode current) {
        Set<String> formerlyRequired = texts(former.path("required"));
        Set<String> nowRequired = texts(current.path("required"));
        for (String name : names(former.path("properties"))) {
            String field = path + "." + name;
            if (!current.path("properties").has(name)) {
                broken(field, "is removed", "a field stays; say in its description that it is no longer of use");
                continue;
            }
            if (formerlyRequired.contains(name) && !nowRequired.contains(name)) {
                broken(field, "was always there and may now be missing", "a required field stays required");
            } else if (!formerlyRequired.contains(name) && nowRequired.contains(name)) {
                broken(field, "was optional and is now required", "former events lack it; it stays optional");
            }
            compare(
                    field,
                    former.path("properties").get(name),
                    current.path("properties").get(name));
        }
        for (String name : names(current.path("properties"))) {
            if (!former.path("properties").has(name) && nowRequired.contains(name)) {
                broken(path + "." + name, "is new and required", "former events lack it; a new field is optional");
            }
        }
    }

    private void enumeration(String path, JsonNode former, JsonNode current) {
        if (!former.has("enum") && current.has("enum")) {
            broken(path, "may now have only " + current.get("enum"), "any value stays any value");
        } else if (former.has("enum") && current.has("enum")) {
            Set<String> gone = texts(former.get("enum"));
            gone.removeAll(texts(current.get("enum")));
            if (!gone.isEmpty()) {
                broken(path, "may no longer be " + String.join(", ", gone), "values may be added, not taken away");
            }
        }
    }

    private void keyword(String path, String keyword, JsonNode former, JsonNode current) {
        if (java.util.Objects.equals(former, current)) {
            return;
        }
        if (LOWER_BOUNDS.contains(keyword) || UPPER_BOUNDS.contains(keyword)) {
            boolean lower = LOWER_BOUNDS.contains(keyword);
            if (current != null
                    && (former == null || (lower ? 1 : -1) * (current.asDouble() - former.asDouble()) > 0)) {
                broken(path, keyword + " was " + shown(former) + " and is " + current, "a range may only get wider");
            }
        } else if (keyword.equals("pattern")) {
            if (current != null) {
                broken(path, "has another pattern: " + current.asText(), "a pattern may only be dropped");
            }
        } else {
            broken(path, keyword + " was " + shown(former) + " and is " + shown(current), "it stays as it was");
        }
    }

    private void broken(String path, String what, String allowed) {
        breaks.add(path + " " + what + " (allowed: " + allowed + ")");
    }

    private static String shown(JsonNode value) {
        return value == null ? "not there" : value.toString();
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(one -> texts.add(one.asText()));
        return texts;
    }
}
