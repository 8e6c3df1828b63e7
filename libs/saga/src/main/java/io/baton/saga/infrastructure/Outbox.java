package io.baton.saga.infrastructure;

import io.baton.contracts.BatonEvent;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.util.List;
import java.util.UUID;

/** Events leave a service only through here: in the transaction that changes the state they tell of. */
@ApplicationScoped
public class Outbox implements PanacheRepository<OutboxRow> {

    /** Fired in the transaction; the relay hears of it once that has committed. */
    public record Appended() {}

    /** @param oldestSeconds how long the oldest has waited, 0 where there is none */
    public record Waiting(long events, double oldestSeconds) {}

    private final EventCodec codec;
    private final Event<Appended> appended;

    Outbox(EventCodec codec, Event<Appended> appended) {
        this.codec = codec;
        this.appended = appended;
    }

    /** Appends an event to the current transaction. */
    public void append(BatonEvent event) {
        OutboxRow row = new OutboxRow();
        row.eventId = UUID.randomUUID();
        row.topic = event.topic();
        row.key = event.instanceId();
        row.subject = event.sagaId();
        row.payload = codec.encode(event);
        row.traceparent = TraceContext.current();
        persist(row);
        appended.fire(new Appended());
    }

    List<OutboxRow> oldest(int limit) {
        return findAll(Sort.by("id")).page(0, limit).list();
    }

    /** What is not sent yet. */
    public Waiting waiting() {
        Object[] found = (Object[]) getEntityManager()
                .createNativeQuery("select count(*),"
                        + " coalesce(extract(epoch from clock_timestamp() - min(created_at)), 0) from outbox")
                .getSingleResult();
        return new Waiting(((Number) found[0]).longValue(), ((Number) found[1]).doubleValue());
    }
}
