package io.baton.saga.infrastructure;

import io.baton.contracts.BatonEvent;
import io.baton.contracts.Reason;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * What becomes of an event that Kafka refuses for good. It must not stop what is behind it: it is sent once more without its
 * details; if it has none, or is refused again, an event that ends its saga is sent instead; if there is none, it is only
 * recorded. In any case somebody is told.
 */
@ApplicationScoped
class RefusedEvents {
    private static final Logger LOG = Logger.getLogger(RefusedEvents.class);
    private static final String CODE = "EVENT_REFUSED";

    private enum Outcome {
        SENT_SHORTER,
        SENT_OTHER,
        NOT_SENT
    }

    private final EntityManager database;
    private final Outbox outbox;
    private final EventCodec codec;
    private final MeterRegistry metrics;

    RefusedEvents(EntityManager database, Outbox outbox, EventCodec codec, MeterRegistry metrics) {
        this.database = database;
        this.outbox = outbox;
        this.codec = codec;
        this.metrics = metrics;
    }

    void start(@Observes StartupEvent event) {
        Arrays.stream(Outcome.values()).forEach(this::refusals);
    }

    /**
     * To be called in the transaction that relays the outbox.
     *
     * @return the payload to send in its place at once; empty if nothing of it is sent any more
     */
    Optional<String> settle(OutboxRow row, Throwable failure) {
        String why = "Kafka refuses the event " + row.topic + " for good: " + failure.getMessage();
        BatonEvent event = codec.read(row.payload, codec.typeOf(row.topic));
        BatonEvent shorter = event.withoutDetails();
        if (!shorter.equals(event)) {
            record(row, why, Outcome.SENT_SHORTER);
            return Optional.of(codec.encode(shorter));
        }
        Optional<BatonEvent> other = event.insteadOfIt(new Reason(CODE, why));
        record(row, why, other.isPresent() ? Outcome.SENT_OTHER : Outcome.NOT_SENT);
        other.ifPresent(outbox::append);
        return Optional.empty();
    }

    /** Once for an event: one that was sent shorter and is refused again keeps the record of how it was at first. */
    private void record(OutboxRow row, String why, Outcome outcome) {
        LOG.errorf(
                "ALARM event refused topic=%s instance=%s subject=%s outcome=%s reason=\"%s\"",
                row.topic, row.key, row.subject, outcome.name().toLowerCase(Locale.ROOT), why);
        refusals(outcome).increment();
        database.createNativeQuery(
                        "insert into outbox_refused (event_id, topic, key, subject, payload, reason, outcome)"
                                + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7) on conflict (event_id) do update set outcome = ?7")
                .setParameter(1, row.eventId)
                .setParameter(2, row.topic)
                .setParameter(3, row.key)
                .setParameter(4, row.subject)
                .setParameter(5, row.payload)
                .setParameter(6, why)
                .setParameter(7, outcome.name())
                .executeUpdate();
    }

    private Counter refusals(Outcome outcome) {
        return Counter.builder("baton.outbox.refused")
                .description("Events that Kafka refused for good")
                .tag("outcome", outcome.name().toLowerCase(Locale.ROOT))
                .register(metrics);
    }
}
