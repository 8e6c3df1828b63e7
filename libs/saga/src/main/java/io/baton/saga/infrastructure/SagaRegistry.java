package io.baton.saga.infrastructure;

import io.baton.saga.model.Saga;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The sagas that this service runs: every one that it produces as a bean. */
@ApplicationScoped
public class SagaRegistry {
    private final Map<String, Saga<?, ?>> sagas = new LinkedHashMap<>();

    SagaRegistry(@Any Instance<Saga<?, ?>> produced) {
        produced.forEach(saga -> sagas.put(saga.name(), saga));
    }

    /** @throws IllegalArgumentException if there is none of that name here */
    public Saga<?, ?> named(String name) {
        Saga<?, ?> saga = sagas.get(name);
        if (saga == null) {
            throw new IllegalArgumentException("There is no saga " + name + " here; there are " + sagas.keySet());
        }
        return saga;
    }

    List<Saga<?, ?>> hearing(Class<?> input) {
        return sagas.values().stream().filter(saga -> saga.hears(input)).toList();
    }

    public List<Saga<?, ?>> all() {
        return List.copyOf(sagas.values());
    }
}
