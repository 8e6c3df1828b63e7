package io.baton.switchover.infrastructure;

import io.baton.switchover.application.Epochs;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;

/** Epochs from a sequence of the database. */
@ApplicationScoped
class EpochSequence implements Epochs {
    private final EntityManager database;

    EpochSequence(EntityManager database) {
        this.database = database;
    }

    @Override
    @Transactional
    public long next() {
        return ((Number) database.createNativeQuery("select nextval('switch_epoch')")
                        .getSingleResult())
                .longValue();
    }
}
