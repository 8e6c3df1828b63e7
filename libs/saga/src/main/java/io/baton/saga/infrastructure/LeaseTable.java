package io.baton.saga.infrastructure;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Leases in the database, by the database's own clock, so that no two replicas disagree about the time. */
@ApplicationScoped
public class LeaseTable {
    private final EntityManager database;

    LeaseTable(EntityManager database) {
        this.database = database;
    }

    record Claim(String key, String saga, String sagaId, String instanceId, long token, String traceparent) {}

    /** Takes up to {@code limit} sagas that want work and that nobody drives. */
    @Transactional
    List<Claim> claim(String owner, List<String> sagas, Instant now, Duration term, int limit) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = database.createNativeQuery("""
                        update saga set lease_owner = ?1, lease_token = lease_token + 1,
                                        lease_until = clock_timestamp() + make_interval(secs => ?2)
                        where key in (
                            select key from saga
                            where work_at <= ?3 and saga in (?4)
                              and (lease_until is null or lease_until < clock_timestamp())
                            order by work_at limit ?5 for update skip locked)
                        returning key, saga, saga_id, instance_id, lease_token, traceparent
                        """)
                .setParameter(1, owner)
                .setParameter(2, seconds(term))
                .setParameter(3, now)
                .setParameter(4, sagas)
                .setParameter(5, limit)
                .getResultList();
        return rows.stream()
                .map(row -> new Claim(
                        (String) row[0],
                        (String) row[1],
                        (String) row[2],
                        (String) row[3],
                        ((Number) row[4]).longValue(),
                        (String) row[5]))
                .toList();
    }

    /** Prolongs a lease; false if it is somebody else's. */
    @Transactional
    boolean renew(String key, long token, Duration term) {
        return database.createNativeQuery(
                                "update saga set lease_until = clock_timestamp() + make_interval(secs => ?1) where key = ?2 and lease_token = ?3 and lease_owner is not null")
                        .setParameter(1, seconds(term))
                        .setParameter(2, key)
                        .setParameter(3, token)
                        .executeUpdate()
                == 1;
    }

    /** Gives a lease back; the saga is not driven again before the pause is over. */
    @Transactional
    void release(String key, long token, Duration pause) {
        database.createNativeQuery(
                        "update saga set lease_owner = null, lease_until = clock_timestamp() + make_interval(secs => ?1) where key = ?2 and lease_token = ?3")
                .setParameter(1, seconds(pause))
                .setParameter(2, key)
                .setParameter(3, token)
                .executeUpdate();
    }

    private static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
