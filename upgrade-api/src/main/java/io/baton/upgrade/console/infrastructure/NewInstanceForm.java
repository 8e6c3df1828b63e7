package io.baton.upgrade.console.infrastructure;

import io.baton.upgrade.console.model.FormState;
import io.baton.upgrade.instances.infrastructure.rest.NewInstanceJson;
import io.baton.upgrade.shared.model.Refusal;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.List;
import java.util.Map;

/**
 * The form of a new instance as it was sent, judged by the rules of the REST API.
 *
 * @param state what was typed, and what is wrong with it
 * @param body the same as the REST API takes it; only of use if nothing is wrong
 */
record NewInstanceForm(FormState state, NewInstanceJson body) {

    private static final List<String> KEPT =
            List.of("name", "engine", "memoryMb", "replicas", "proxies", "architecture");
    private static final Map<String, String> LABELS = Map.of(
            "name", "The name",
            "engine", "The engine version",
            "memoryMb", "The memory",
            "replicas", "The number of replicas",
            "proxies", "The number of proxies",
            "architecture", "The architecture",
            "password", "The password");

    static FormState fresh(String key, String engine) {
        return FormState.fresh(key, Map.of("engine", engine, "memoryMb", "256", "replicas", "1", "proxies", "1"));
    }

    static NewInstanceForm of(MultivaluedMap<String, String> sent, Validator validator) {
        FormState state = Answers.sent(sent, KEPT);
        String password = sent.getFirst("password");
        String[] engine = state.value("engine").split(":", 2);
        Numbers numbers = new Numbers(state);
        NewInstanceJson body = new NewInstanceJson(
                state.value("name").strip(),
                engine[0],
                engine.length == 2 ? engine[1] : "",
                state.value("architecture").isEmpty() ? null : state.value("architecture"),
                numbers.of("memoryMb"),
                numbers.of("replicas"),
                numbers.of("proxies"),
                password == null || password.isEmpty() ? null : password);
        FormState judged = numbers.state;
        for (ConstraintViolation<NewInstanceJson> violation : validator.validate(body)) {
            String field = field(violation.getPropertyPath().toString());
            if (judged.error(field) == null) {
                judged = judged.with(field, LABELS.get(field) + " " + violation.getMessage() + ".");
            }
        }
        return new NewInstanceForm(judged, body);
    }

    /** The form with the refusal at the field that it is about. */
    FormState refused(Refusal refusal) {
        return state.with(
                switch (refusal.code()) {
                    case "UNKNOWN_EDITION", "UNKNOWN_LINE", "UNKNOWN_BUILD", "NO_BUILD" -> "engine";
                    case "ARCHITECTURE_NOT_SUPPORTED" -> "architecture";
                    default -> null;
                },
                refusal.message());
    }

    private static String field(String property) {
        return property.equals("edition") || property.equals("version") ? "engine" : property;
    }

    /** Reads numbers and remembers which are none. */
    private static final class Numbers {
        private FormState state;

        Numbers(FormState state) {
            this.state = state;
        }

        Integer of(String field) {
            String text = state.value(field).strip();
            try {
                return text.isEmpty() ? null : Integer.valueOf(text);
            } catch (NumberFormatException none) {
                state = state.with(field, LABELS.get(field) + " is a whole number, not '" + text + "'.");
                return null;
            }
        }
    }
}
