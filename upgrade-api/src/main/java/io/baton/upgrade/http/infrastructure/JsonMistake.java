package io.baton.upgrade.http.infrastructure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamReadException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is wrong with a request's JSON, in words that never repeat a value: it could be a password.
 *
 * @param field the field that is wrong, or null where the text is no JSON at all
 */
record JsonMistake(String code, String field, String message) {

    static JsonMistake of(JsonProcessingException mistake) {
        if (mistake instanceof PropertyBindingException unknown) {
            return unknownField(unknown);
        }
        if (mistake instanceof MismatchedInputException mismatch) {
            return wrongType(mismatch);
        }
        return new JsonMistake("MALFORMED_JSON", null, "The body is not valid JSON" + place(mistake) + ".");
    }

    private static JsonMistake unknownField(PropertyBindingException unknown) {
        String allowed = unknown.getKnownPropertyIds().stream()
                .map(Object::toString)
                .sorted()
                .collect(Collectors.joining(", "));
        String field = path(unknown);
        return new JsonMistake(
                "UNKNOWN_FIELD", field, "There is no field '" + field + "' here; fields are " + allowed + ".");
    }

    private static JsonMistake wrongType(MismatchedInputException mismatch) {
        String field = path(mismatch);
        String wanted = wanted(mismatch.getTargetType());
        return field.isEmpty()
                ? new JsonMistake("WRONG_TYPE", null, "The body has to be " + wanted + ".")
                : new JsonMistake("WRONG_TYPE", field, "The field '" + field + "' has to be " + wanted + ".");
    }

    private static String wanted(Class<?> type) {
        if (type == null) {
            return "of another type";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(Object::toString)
                            .collect(Collectors.joining(", "));
        }
        if (type == Integer.class || type == Long.class || type == int.class || type == long.class) {
            return "a whole number";
        }
        if (type == Boolean.class || type == boolean.class) {
            return "true or false";
        }
        if (type == String.class) {
            return "a text";
        }
        return List.class.isAssignableFrom(type) ? "a list" : "an object";
    }

    private static String path(JsonMappingException mistake) {
        return mistake.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static String place(JsonProcessingException mistake) {
        return mistake instanceof StreamReadException && mistake.getLocation() != null
                ? ", line " + mistake.getLocation().getLineNr() + ", column "
                        + mistake.getLocation().getColumnNr()
                : "";
    }
}
