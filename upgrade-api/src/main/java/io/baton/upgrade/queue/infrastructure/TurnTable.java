package io.baton.upgrade.queue.infrastructure;

import io.baton.upgrade.queue.application.Queue;
import io.baton.upgrade.queue.model.QueuePlace;
import io.baton.upgrade.queue.model.Turn;
import io.baton.upgrade.queue.model.TurnOrder.Entry;
import io.baton.upgrade.queue.model.Work;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Who waits for a turn and who has one, as the database has it. */
@ApplicationScoped
public class TurnTable implements Queue {

    private final EntityManager database;

    TurnTable(EntityManager database) {
        this.database = database;
    }

    /** How many of one kind of work wait or have their turn, on all hosts. */
    record Count(Work work, boolean taken, long number) {}

    /** Begins anew at the end of the queue, or among those that have their turn. */
    void set(String saga, String sagaId, String instanceId, Turn turn, Instant now) {
        remove(saga, sagaId);
        database.createNativeQuery("insert into turn (saga, saga_id, instance_id, work, taken, host, since)"
                        + " values (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
                .setParameter(1, saga)
                .setParameter(2, sagaId)
                .setParameter(3, instanceId)
                .setParameter(4, turn.work().name())
                .setParameter(5, turn.taken())
                .setParameter(6, turn.host())
                .setParameter(7, now)
                .executeUpdate();
    }

    void remove(String saga, String sagaId) {
        database.createNativeQuery("delete from turn where saga = ?1 and saga_id = ?2")
                .setParameter(1, saga)
                .setParameter(2, sagaId)
                .executeUpdate();
    }

    /** Until the transaction ends, no other replica gives turns. */
    void lock() {
        database.createNativeQuery("select cast(pg_advisory_xact_lock(hashtext(current_schema() || '.turn')) as text)")
                .getSingleResult();
    }

    /**
     * All that have their turn, and of each kind of work and host those that have waited for longest.
     *
     * @param most how many of each kind and host
     */
    List<Entry> front(int most) {
        List<?> rows = database.createNativeQuery("""
                        select saga, saga_id, instance_id, work, taken, host, since from (
                            select *, row_number() over (partition by taken, work, host order by number) as nth from turn) as t
                        where taken or nth <= ?1 order by number
                        """).setParameter(1, most).getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new Entry(
                        (String) row[0],
                        (String) row[1],
                        (String) row[2],
                        new Turn(Work.valueOf((String) row[3]), (Boolean) row[4], (String) row[5]),
                        (Instant) row[6]))
                .toList();
    }

    @Override
    public Map<String, QueuePlace> places(Collection<String> sagaIds) {
        Map<String, QueuePlace> places = new HashMap<>();
        List<?> rows = QuarkusTransaction.joiningExisting().call(() -> database.createNativeQuery("""
                        select t.saga_id, t.work, t.since,
                               (select count(*) from turn ahead where not ahead.taken and ahead.work = t.work
                                and ahead.host = t.host and ahead.number <= t.number)
                        from turn t where not t.taken and t.saga_id = any (string_to_array(?1, ','))
                        """)
                .setParameter(1, String.join(",", sagaIds))
                .getResultList());
        for (Object row : rows) {
            Object[] columns = (Object[]) row;
            places.put(
                    (String) columns[0],
                    new QueuePlace(
                            Work.valueOf((String) columns[1]), ((Number) columns[3]).intValue(), (Instant) columns[2]));
        }
        return places;
    }

    List<Count> counts() {
        return QuarkusTransaction.requiringNew().call(() -> ((List<?>)
                        database.createNativeQuery("select work, taken, count(*) from turn group by work, taken")
                                .getResultList())
                .stream()
                        .map(row -> (Object[]) row)
                        .map(row -> new Count(
                                Work.valueOf((String) row[0]), (Boolean) row[1], ((Number) row[2]).longValue()))
                        .toList());
    }
}
