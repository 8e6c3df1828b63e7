package io.baton.saga.infrastructure;

import io.baton.saga.model.Saga;
import io.baton.saga.model.SagaState;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The sagas of this service, as the database has them. */
@ApplicationScoped
public class SagaRows implements PanacheRepositoryBase<SagaRow, String> {
    private final EventCodec codec;

    SagaRows(EventCodec codec) {
        this.codec = codec;
    }

    /** Locks a saga until the transaction ends; makes it, in its first state, where there is none. */
    <S extends SagaState<?>> SagaRow lock(Saga<?, S> saga, String sagaId, String instanceId) {
        S born = saga.born(sagaId, instanceId);
        getEntityManager()
                .createNativeQuery(
                        "insert into saga (key, saga, saga_id, instance_id, phase, state) values (?1, ?2, ?3, ?4, ?5, cast(?6 as jsonb)) on conflict do nothing")
                .setParameter(1, SagaRow.key(saga.name(), sagaId))
                .setParameter(2, saga.name())
                .setParameter(3, sagaId)
                .setParameter(4, instanceId)
                .setParameter(5, born.phase().name())
                .setParameter(6, codec.write(born))
                .executeUpdate();
        return lockExisting(saga.name(), sagaId).orElseThrow();
    }

    /** Locks and reads anew: the row may have been read in this transaction before, and changed by another since. */
    Optional<SagaRow> lockExisting(String saga, String sagaId) {
        flush();
        Optional<SagaRow> row = findByIdOptional(SagaRow.key(saga, sagaId));
        row.ifPresent(found -> getEntityManager().refresh(found, LockModeType.PESSIMISTIC_WRITE));
        return row;
    }

    /** Locks a saga in one round trip, as long as nothing has read it in this transaction yet. */
    Optional<SagaRow> lockUnderLease(String saga, String sagaId, long token) {
        return findByIdOptional(SagaRow.key(saga, sagaId), LockModeType.PESSIMISTIC_WRITE)
                .filter(row -> row.isLeasedTo(token));
    }

    /** Of this transaction only; postgresql.org on synchronous_commit: what is lost is lost whole, nothing is damaged. */
    void commitWithoutDisk() {
        getEntityManager()
                .createNativeQuery("set local synchronous_commit to off")
                .executeUpdate();
    }

    /** The state of a saga, without a lock. */
    public <S extends SagaState<?>> Optional<S> state(Saga<?, S> saga, String sagaId) {
        return findByIdOptional(SagaRow.key(saga.name(), sagaId)).map(row -> codec.read(row.state, saga.stateType()));
    }

    /** The state of a saga for the holder of its lease; empty if that is somebody else by now. */
    <S extends SagaState<?>> Optional<S> stateUnderLease(Saga<?, S> saga, String sagaId, long token) {
        return findByIdOptional(SagaRow.key(saga.name(), sagaId))
                .filter(row -> row.isLeasedTo(token))
                .map(row -> codec.read(row.state, saga.stateType()));
    }

    /** Sagas whose instant has come. */
    List<SagaRow> due(Instant now, int limit) {
        return find("dueAt <= ?1", Sort.by("dueAt"), now).page(0, limit).list();
    }
}
