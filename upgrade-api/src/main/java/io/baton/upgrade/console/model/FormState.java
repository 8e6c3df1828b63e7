package io.baton.upgrade.console.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What was typed into a form, and what is wrong with it, field by field. Immutable.
 *
 * @param key makes that the form counts once, however often it is sent
 * @param values what was typed; never a password
 * @param errors what is wrong, by field
 * @param problem what is wrong with the whole, or null
 */
public record FormState(String key, Map<String, String> values, Map<String, String> errors, String problem) {

    public FormState {
        values = Map.copyOf(values);
        errors = Map.copyOf(errors);
    }

    /** A form that nobody has sent. */
    public static FormState fresh(String key, Map<String, String> values) {
        return new FormState(key, values, Map.of(), null);
    }

    /** @param field one of the form's, or null: the mistake is about the whole */
    public FormState with(String field, String message) {
        if (field == null) {
            return new FormState(key, values, errors, message);
        }
        Map<String, String> more = new LinkedHashMap<>(errors);
        more.merge(field, message, (one, other) -> one + " " + other);
        return new FormState(key, values, more, problem);
    }

    /** The same form under another key. */
    public FormState withKey(String newKey) {
        return new FormState(newKey, values, errors, problem);
    }

    /** What was typed into a field; empty if nothing. */
    public String value(String field) {
        return values.getOrDefault(field, "");
    }

    /** What is wrong with a field, or null. */
    public String error(String field) {
        return errors.get(field);
    }

    public boolean failed() {
        return problem != null || !errors.isEmpty();
    }

    /** The fields that are wrong, of those given and in their order. */
    public List<String> wrong(List<String> fields) {
        return fields.stream().filter(errors::containsKey).toList();
    }
}
