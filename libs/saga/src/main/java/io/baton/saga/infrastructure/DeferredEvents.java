package io.baton.saga.infrastructure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.contracts.BatonEvent;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Events that came before their cause, kept in the row of the saga they belong to. */
@ApplicationScoped
public class DeferredEvents {
    record Kept(String eventId, BatonEvent event) {}

    private record Stored(String eventId, String type, String payload) {}

    private final EventCodec codec;
    private final ObjectMapper mapper;

    DeferredEvents(EventCodec codec, ObjectMapper mapper) {
        this.codec = codec;
        this.mapper = mapper;
    }

    void add(SagaRow row, String eventId, BatonEvent event) {
        List<Stored> stored = new ArrayList<>(read(row));
        stored.add(new Stored(eventId, event.topic(), codec.encode(event)));
        row.deferred = codec.write(stored);
    }

    /** Empties the row's list: each event is decided about again, and kept again where it is still too early. */
    List<Kept> takeAll(SagaRow row) {
        List<Stored> stored = read(row);
        if (stored.isEmpty()) {
            return List.of();
        }
        row.deferred = "[]";
        return stored.stream()
                .map(one -> new Kept(one.eventId(), codec.decode(one.type(), one.payload())))
                .toList();
    }

    private List<Stored> read(SagaRow row) {
        try {
            return mapper.readValue(row.deferred, new TypeReference<>() {});
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("Can't read the deferred events of " + row.key, unreadable);
        }
    }
}
