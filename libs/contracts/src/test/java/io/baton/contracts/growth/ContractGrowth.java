package io.baton.contracts.growth;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Whether a whole contract has only grown: its topics, what travels on each, and the schemas. */
public final class ContractGrowth {

    private static final List<String> OF_A_MESSAGE = List.of("name", "contentType", "headers", "bindings", "payload");

    private ContractGrowth() {}

    /** @return what was broken and what is allowed instead, a line each; empty where the contract has only grown */
    public static List<String> breaks(Contract former, Contract current) {
        List<String> breaks = new ArrayList<>();
        former.asyncApi()
                .path("channels")
                .fields()
                .forEachRemaining(
                        channel -> breaks.addAll(topic(channel.getKey(), channel.getValue(), current.asyncApi())));
        former.asyncApi()
                .at("/components/messages")
                .fields()
                .forEachRemaining(message -> breaks.addAll(
                        message(message.getKey(), message.getValue(), former.asyncApi(), current.asyncApi())));
        for (Map.Entry<String, JsonNode> schema : former.schemas().entrySet()) {
            JsonNode now = current.schemas().get(schema.getKey());
            if (now == null) {
                breaks.add("the event " + schema.getKey()
                        + " is gone or has another name (allowed: a further event; the former one stays)");
            } else {
                breaks.addAll(SchemaGrowth.breaks(schema.getKey(), schema.getValue(), now));
            }
        }
        return breaks;
    }

    private static List<String> topic(String name, JsonNode former, JsonNode document) {
        JsonNode current = document.path("channels").get(name);
        if (current == null || !current.path("address").equals(former.path("address"))) {
            return List.of("the topic " + former.path("address").asText()
                    + " is gone or has another name (allowed: a further topic; the former one stays)");
        }
        List<String> breaks = new ArrayList<>();
        former.path("messages").fieldNames().forEachRemaining(message -> {
            if (!current.path("messages").has(message)) {
                breaks.add("the topic " + name + " no longer has " + message
                        + " (allowed: a further event on a topic of its own)");
            }
        });
        return breaks;
    }

    private static List<String> message(String name, JsonNode former, JsonNode formerRoot, JsonNode currentRoot) {
        JsonNode current = currentRoot.at("/components/messages").path(name);
        if (current.isMissingNode()) {
            return List.of();
        }
        List<String> breaks = new ArrayList<>();
        for (String field : OF_A_MESSAGE) {
            JsonNode before = described(former.path(field), formerRoot);
            JsonNode now = described(current.path(field), currentRoot);
            if (field.equals("headers") && before.isObject() && now.isObject()) {
                breaks.addAll(SchemaGrowth.breaks("headers of " + name, before, now));
            } else if (!before.equals(now)) {
                breaks.add(
                        name + "'s " + field + " was " + before + " and is " + now + " (allowed: it stays as it was)");
            }
        }
        return breaks;
    }

    /** What a part of the document says about data: its reference followed within the document, descriptions left out. */
    private static JsonNode described(JsonNode part, JsonNode root) {
        String reference = part.path("$ref").asText();
        JsonNode copy = (reference.startsWith("#") ? root.at(reference.substring(1)) : part).deepCopy();
        copy.findParents("description").forEach(node -> ((ObjectNode) node).remove("description"));
        return copy;
    }
}
