package io.baton.saga.infrastructure;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Which events have been handled: an id is handled once, in the transaction that changes the state. */
@ApplicationScoped
public class Inbox {
    private final EntityManager database;
    private final Duration retention;

    Inbox(
            EntityManager database,
            @ConfigProperty(name = "baton.inbox.retention", defaultValue = "P14D") Duration retention) {
        this.database = database;
        this.retention = retention;
    }

    /** True once for each id. A second transaction with the same id waits for the first one to end. */
    boolean firstTime(String eventId) {
        return database.createNativeQuery("insert into inbox (event_id) values (?1) on conflict do nothing")
                        .setParameter(1, eventId)
                        .executeUpdate()
                == 1;
    }

    /** Forgets what is older than Kafka itself keeps. */
    @Scheduled(every = "1h", delayed = "1m")
    @Transactional
    void forget() {
        database.createNativeQuery("delete from inbox where received_at < now() - make_interval(secs => ?1)")
                .setParameter(1, (double) retention.toSeconds())
                .executeUpdate();
    }
}
