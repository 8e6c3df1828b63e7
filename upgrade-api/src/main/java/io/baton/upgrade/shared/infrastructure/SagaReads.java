package io.baton.upgrade.shared.infrastructure;

import io.baton.saga.infrastructure.EventCodec;
import io.baton.saga.model.Saga;
import io.baton.saga.model.SagaState;
import io.baton.upgrade.shared.model.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.Optional;

/**
 * Reads sagas as values, never as entities: one that was read as an entity before it is locked in the same transaction
 * counts as a conflict if it has changed between.
 */
@ApplicationScoped
public class SagaReads {

    private static final String WHERE =
            " from saga where saga = ?1 and phase <> all (string_to_array(?2, ',')) and (?3 = '' or instance_id = ?3)"
                    + " and not exists (select 1 from unnest(string_to_array(lower(?4), ' ')) as word"
                    + " where position(word in lower(concat_ws(' ', saga_id, phase, state->>'name', state->'build'->>'edition',"
                    + " state->'build'->>'version', state->'endpoint'->>'port'))) = 0)";

    private final EntityManager database;
    private final EventCodec codec;

    SagaReads(EntityManager database, EventCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    /** The state of a saga, without a lock. */
    public <S extends SagaState<?>> Optional<S> find(Saga<?, S> saga, String sagaId) {
        List<?> states = database.createNativeQuery("select cast(state as text) from saga where key = ?1")
                .setParameter(1, saga.name() + ":" + sagaId)
                .getResultList();
        return states.stream()
                .map(state -> codec.read((String) state, saga.stateType()))
                .findFirst();
    }

    /**
     * One page, the newest first.
     *
     * @param hidden phases to leave out
     * @param instanceId only sagas about this instance; empty: about any
     */
    public <S extends SagaState<?>> Page<S> page(
            Saga<?, S> saga, List<String> hidden, String instanceId, int page, int size) {
        return page(saga, hidden, instanceId, "", page, size);
    }

    /**
     * One page of those that have each of the words in their id, state, name, edition, version or port.
     *
     * @param words with spaces between; empty: all
     */
    public <S extends SagaState<?>> Page<S> page(
            Saga<?, S> saga, List<String> hidden, String instanceId, String words, int page, int size) {
        List<?> states = where("select cast(state as text)", " order by created_at desc, key limit ?5 offset ?6")
                .setParameter(1, saga.name())
                .setParameter(2, String.join(",", hidden))
                .setParameter(3, instanceId)
                .setParameter(4, words)
                .setParameter(5, size)
                .setParameter(6, (long) page * size)
                .getResultList();
        Number total = (Number) where("select count(*)", "")
                .setParameter(1, saga.name())
                .setParameter(2, String.join(",", hidden))
                .setParameter(3, instanceId)
                .setParameter(4, words)
                .getSingleResult();
        List<S> items = states.stream()
                .map(state -> codec.read((String) state, saga.stateType()))
                .toList();
        return new Page<>(items, page, size, total.longValue());
    }

    private Query where(String select, String rest) {
        return database.createNativeQuery(select + WHERE + rest);
    }
}
