package io.baton.e2e.consumers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.baton.contracts.BatonEvent;
import io.baton.e2e.harness.TopicReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What the AsyncAPI document promises of each topic, held against records, as a subscriber could. */
final class EventContract {

    private static final SchemaValidatorsConfig FORMATS_TOO =
            SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();

    /** What the document says of one topic. */
    private record Promise(
            String message, JsonSchema key, JsonSchema headers, String contentType, JsonSchema payload) {}

    private final JsonNode document;
    private final Map<String, Promise> topics = new HashMap<>();

    private EventContract(JsonNode document) {
        this.document = document;
    }

    static EventContract published() throws IOException {
        EventContract contract = new EventContract(new YAMLMapper().readTree(resource("asyncapi.yaml")));
        for (JsonNode channel : contract.document.path("channels")) {
            for (JsonNode message : channel.path("messages")) {
                contract.topics.put(channel.path("address").asText(), contract.promise(message));
            }
        }
        return contract;
    }

    JsonNode document() {
        return document;
    }

    Set<String> topics() {
        return new TreeSet<>(topics.keySet());
    }

    /** What is wrong with a record, a line each. */
    List<String> violations(TopicReader.Event event) {
        Promise promise = topics.get(event.topic());
        if (promise == null) {
            return List.of(event.topic() + " is not in the document, and has " + event.text());
        }
        List<String> wrong = new ArrayList<>();
        add(wrong, event, "key", promise.key(), JsonNodeFactory.instance.textNode(event.key()));
        ObjectNode headers = JsonNodeFactory.instance.objectNode();
        event.headers().forEach(headers::put);
        add(wrong, event, "headers", promise.headers(), headers);
        add(wrong, event, "value", promise.payload(), event.value());
        same(wrong, event, "type", promise.message(), event.type());
        same(
                wrong,
                event,
                "content type",
                promise.contentType(),
                event.headers().get("content-type"));
        same(
                wrong,
                event,
                "instance",
                event.key(),
                event.value().path("instanceId").asText());
        return wrong;
    }

    private Promise promise(JsonNode reference) throws IOException {
        JsonNode message = resolved(reference);
        return new Promise(
                message.path("name").asText(),
                schema(resolved(message.path("bindings").path("kafka").path("key"))),
                schema(resolved(message.path("headers"))),
                message.path("contentType").asText(),
                schema(new ObjectMapper()
                        .readTree(resource(message.path("payload").path("$ref").asText()))));
    }

    private JsonNode resolved(JsonNode part) {
        String reference = part.path("$ref").asText();
        return reference.startsWith("#") ? resolved(document.at(reference.substring(1))) : part;
    }

    private static JsonSchema schema(JsonNode schema) {
        return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema, FORMATS_TOO);
    }

    private static void add(
            List<String> wrong, TopicReader.Event event, String part, JsonSchema schema, JsonNode found) {
        schema.validate(found).stream()
                .map(ValidationMessage::getMessage)
                .forEach(message -> wrong.add(event.topic() + " " + event.id() + " " + part + ": " + message));
    }

    private static void same(List<String> wrong, TopicReader.Event event, String part, String expected, String found) {
        if (!expected.equals(found)) {
            wrong.add(event.topic() + " " + event.id() + " " + part + ": " + found + ", not " + expected);
        }
    }

    private static InputStream resource(String path) {
        return BatonEvent.class.getResourceAsStream("/" + path);
    }
}
