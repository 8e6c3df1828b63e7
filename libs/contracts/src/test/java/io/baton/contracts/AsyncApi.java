package io.baton.contracts;

import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Derives the AsyncAPI 3.0 document from the events. */
final class AsyncApi {
    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
                    .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
                    .enable(YAMLGenerator.Feature.ALWAYS_QUOTE_NUMBERS_AS_STRINGS)
                    .disable(YAMLGenerator.Feature.SPLIT_LINES)
                    .build())
            .build();

    private AsyncApi() {}

    static String document(List<Class<? extends BatonEvent>> events) throws Exception {
        Map<String, Object> channels = new LinkedHashMap<>();
        Map<String, Object> operations = new LinkedHashMap<>();
        Map<String, Object> messages = new LinkedHashMap<>();
        for (Class<? extends BatonEvent> event : events) {
            String name = event.getSimpleName();
            channels.put(
                    name, ordered("address", name, "messages", Map.of(name, ref("#/components/messages/" + name))));
            operations.put("on" + name, ordered("action", "receive", "channel", ref("#/channels/" + name)));
            messages.put(
                    name,
                    ordered(
                            "name", name,
                            "summary", event.getAnnotation(About.class).value(),
                            "contentType", "application/json",
                            "headers", ref("#/components/schemas/CloudEventHeaders"),
                            "bindings",
                                    Map.of(
                                            "kafka",
                                            Map.of("key", ordered("type", "string", "description", "The instance id"))),
                            "payload", ref("schemas/" + name + ".json")));
        }
        return YAML.writeValueAsString(ordered(
                "asyncapi",
                "3.0.0",
                "info",
                ordered(
                        "title", "Baton events",
                        "version", "1.0.0",
                        "description",
                                "The choreography of an upgrade. Topics are named as their events; keys are instance ids; CloudEvents 1.0 in Kafka's binary mode."),
                "defaultContentType",
                "application/json",
                "channels",
                channels,
                "operations",
                operations,
                "components",
                ordered("messages", messages, "schemas", Map.of("CloudEventHeaders", headers()))));
    }

    private static Map<String, Object> headers() {
        Map<String, Object> properties = new LinkedHashMap<>();
        properties.put("ce_specversion", ordered("type", "string", "const", "1.0"));
        properties.put("ce_id", ordered("type", "string", "description", "Unique; a repeated id is the same event"));
        properties.put("ce_type", ordered("type", "string", "description", "The event's name"));
        properties.put("ce_source", ordered("type", "string", "description", "/baton/ and the service that says it"));
        properties.put("ce_subject", ordered("type", "string", "description", "The upgrade's or the instance's id"));
        properties.put("ce_time", ordered("type", "string", "format", "date-time"));
        properties.put("content-type", ordered("type", "string", "const", "application/json"));
        properties.put("traceparent", ordered("type", "string", "description", "W3C trace context"));
        return ordered(
                "type",
                "object",
                "required",
                List.of("ce_specversion", "ce_id", "ce_type", "ce_source", "ce_subject", "ce_time", "content-type"),
                "properties",
                properties);
    }

    private static Map<String, Object> ref(String target) {
        return Map.of("$ref", target);
    }

    private static Map<String, Object> ordered(Object... pairs) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            map.put((String) pairs[i], pairs[i + 1]);
        }
        return map;
    }
}
