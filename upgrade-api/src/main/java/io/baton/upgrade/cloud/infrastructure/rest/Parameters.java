package io.baton.upgrade.cloud.infrastructure.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.baton.upgrade.cloud.model.CloudError;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The parameters of a call, read strictly: one that is missing, of another type or not known fails it. Messages name
 * parameters and never repeat values.
 */
final class Parameters {

    private final JsonNode json;
    private final Set<String> read = new HashSet<>();

    private Parameters(JsonNode json) {
        this.json = json;
    }

    /** @throws io.baton.upgrade.cloud.model.CloudException if the body is no JSON object */
    static Parameters parse(ObjectMapper mapper, byte[] body) {
        try {
            JsonNode json = body.length == 0 ? mapper.createObjectNode() : mapper.readTree(body);
            if (json.isObject()) {
                return new Parameters(json);
            }
        } catch (JsonProcessingException noJson) {
            // told below, as a body that is not an object
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        throw new CloudError("InvalidParameter", "The body has to be a JSON object.").asException();
    }

    String text(String name) {
        return optionalText(name).filter(text -> !text.isBlank()).orElseThrow(() -> CloudError.missing(name)
                .asException());
    }

    Optional<String> optionalText(String name) {
        return value(name, "a text", JsonNode::isTextual, JsonNode::textValue);
    }

    long number(String name) {
        return optionalNumber(name).orElseThrow(() -> CloudError.missing(name).asException());
    }

    Optional<Long> optionalNumber(String name) {
        return value(name, "a whole number", Parameters::isWhole, JsonNode::longValue);
    }

    /** A number between two, both included. */
    int numberWithin(String name, int usual, int lowest, int highest) {
        long number = optionalNumber(name).orElse((long) usual);
        if (number < lowest || number > highest) {
            throw CloudError.invalid(name + " has to be from " + lowest + " to " + highest + ".")
                    .asException();
        }
        return (int) number;
    }

    List<String> texts(String name) {
        return values(name, "a list of texts", JsonNode::isTextual, JsonNode::textValue);
    }

    List<Long> numbers(String name) {
        return values(name, "a list of whole numbers", Parameters::isWhole, JsonNode::longValue);
    }

    /** To be left out or empty: a filter that is ignored would give a wrong answer. */
    void unsupported(String... names) {
        for (String name : names) {
            read.add(name);
            JsonNode value = json.path(name);
            if (!absent(value) && !(value.isContainerNode() && value.isEmpty())) {
                throw new CloudError("InvalidParameter.NotSupported", "The parameter " + name + " is not supported.")
                        .asException();
            }
        }
    }

    /** To be called when all have been read. */
    void nothingElse() {
        json.fieldNames().forEachRemaining(name -> {
            if (!read.contains(name)) {
                throw new CloudError("UnknownParameter", "This call has no parameter " + name + ".").asException();
            }
        });
    }

    private <T> Optional<T> value(
            String name, String wanted, Predicate<JsonNode> right, Function<JsonNode, T> convert) {
        read.add(name);
        JsonNode value = json.path(name);
        if (absent(value)) {
            return Optional.empty();
        }
        if (!right.test(value)) {
            throw wrongType(name, wanted);
        }
        return Optional.of(convert.apply(value));
    }

    private <T> List<T> values(String name, String wanted, Predicate<JsonNode> right, Function<JsonNode, T> convert) {
        List<T> values = new ArrayList<>();
        for (JsonNode each : value(name, wanted, JsonNode::isArray, Function.identity())
                .orElseGet(JsonNodeFactory.instance::arrayNode)) {
            if (!right.test(each)) {
                throw wrongType(name, wanted);
            }
            values.add(convert.apply(each));
        }
        return values;
    }

    private static RuntimeException wrongType(String name, String wanted) {
        return new CloudError("InvalidParameter", "The parameter " + name + " has to be " + wanted + ".").asException();
    }

    private static boolean isWhole(JsonNode value) {
        return value.isIntegralNumber() && value.canConvertToLong();
    }

    private static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }
}
