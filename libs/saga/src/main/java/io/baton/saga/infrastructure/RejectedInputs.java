package io.baton.saga.infrastructure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/** What could not happen and was told anyway: kept for whoever looks into it. */
@ApplicationScoped
public class RejectedInputs {
    private final EntityManager database;

    RejectedInputs(EntityManager database) {
        this.database = database;
    }

    void record(SagaRow saga, String eventId, String input, String payload, String reason) {
        database.createNativeQuery(
                        "insert into rejected_input (event_id, saga, saga_id, phase, input, payload, reason) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
                .setParameter(1, eventId)
                .setParameter(2, saga.saga)
                .setParameter(3, saga.sagaId)
                .setParameter(4, saga.phase)
                .setParameter(5, input)
                .setParameter(6, payload)
                .setParameter(7, reason)
                .executeUpdate();
    }

    /** How many inputs a saga has rejected. */
    public long count(String sagaId) {
        return ((Number) database.createNativeQuery("select count(*) from rejected_input where saga_id = ?1")
                        .setParameter(1, sagaId)
                        .getSingleResult())
                .longValue();
    }
}
