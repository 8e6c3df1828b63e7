package io.baton.saga.infrastructure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.baton.contracts.BatonEvent;
import io.baton.contracts.EventTypes;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** Events to JSON and back. What comes in is held against the committed JSON Schema first. */
@ApplicationScoped
public class EventCodec {
    private final ObjectMapper mapper;
    private final Map<String, Class<? extends BatonEvent>> types = new HashMap<>();
    private final Map<String, JsonSchema> schemas = new HashMap<>();

    public EventCodec(ObjectMapper mapper) {
        this.mapper = mapper;
        JsonSchemaFactory factory = JsonSchemaFactory.getInstance(VersionFlag.V202012);
        for (Class<? extends BatonEvent> type : EventTypes.all()) {
            String name = type.getSimpleName();
            types.put(name, type);
            schemas.put(name, factory.getSchema(BatonEvent.class.getResourceAsStream("/schemas/" + name + ".json")));
        }
    }

    public String encode(BatonEvent event) {
        return write(event);
    }

    /**
     * Reads an event.
     *
     * @throws PoisonEventException if there is no such type or the JSON is not of its schema
     */
    public BatonEvent decode(String type, String json) {
        Class<? extends BatonEvent> target = types.get(type);
        if (target == null) {
            throw new PoisonEventException("there is no event named " + type);
        }
        if (json == null) {
            throw new PoisonEventException(type + " has no value");
        }
        try {
            JsonNode tree = mapper.readTree(json);
            var violations = schemas.get(type).validate(tree);
            if (!violations.isEmpty()) {
                throw new PoisonEventException(type + " is not of its schema: "
                        + violations.stream().map(ValidationMessage::getMessage).collect(Collectors.joining("; ")));
            }
            return mapper.treeToValue(tree, target);
        } catch (JsonProcessingException malformed) {
            throw new PoisonEventException(type + " is not JSON: " + malformed.getOriginalMessage());
        }
    }

    Class<? extends BatonEvent> typeOf(String name) {
        return types.get(name);
    }

    /** A saga's state, or anything else that is kept as JSON. */
    public String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(
                    "Can't write " + value.getClass().getSimpleName() + ": " + impossible.getOriginalMessage(),
                    impossible);
        }
    }

    public <T> T read(String json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(
                    "Can't read " + type.getSimpleName() + ": " + unreadable.getOriginalMessage(), unreadable);
        }
    }
}
