package io.baton.upgrade.webhook.infrastructure;

import io.baton.upgrade.UpgradeSettings;
import io.baton.upgrade.shared.model.Page;
import io.baton.upgrade.webhook.application.Deliveries;
import io.baton.upgrade.webhook.model.Delivery;
import io.baton.upgrade.webhook.model.DeliveryStatus;
import io.baton.upgrade.webhook.model.Message;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The delivery log. All its times are the database's own, so that no two replicas disagree about them. */
@ApplicationScoped
public class DeliveryTable implements Deliveries {

    /** Fired in the transaction; the dispatcher hears of it once that has committed. */
    public record Due() {}

    private static final String COLUMNS =
            "select id, webhook_id, event_id, type, instance_id, status, attempts, last_code, last_error,"
                    + " last_attempt_at, case when status = 'PENDING' then next_attempt_at end, created_at, ended_at";
    private static final String FROM =
            " from webhook_delivery where webhook_id = ?1 and (?2 = '' or status = ?2) and (?3 = 0 or id = ?3)";
    private static final String TRY_NOW =
            "update webhook_delivery set status = 'PENDING', attempts = 0, ended_at = null, lease_until = null,"
                    + " lease_token = lease_token + 1, next_attempt_at = clock_timestamp(),"
                    + " give_up_at = clock_timestamp() + make_interval(secs => ?1) where ";

    private final EntityManager database;
    private final Event<Due> due;
    private final double giveUpAfter;
    private final double kept;

    DeliveryTable(EntityManager database, Event<Due> due, UpgradeSettings settings) {
        this.database = database;
        this.due = due;
        this.giveUpAfter = seconds(settings.webhooks().giveUpAfter());
        this.kept = seconds(settings.webhooks().kept());
    }

    @Override
    public Optional<Long> append(String webhookId, Message message) {
        List<?> ids = database.createNativeQuery("""
                        insert into webhook_delivery
                            (webhook_id, event_id, type, instance_id, event_time, body, give_up_at)
                        values (?1, ?2, ?3, ?4, ?5, ?6, clock_timestamp() + make_interval(secs => ?7))
                        on conflict do nothing returning id
                        """)
                .setParameter(1, webhookId)
                .setParameter(2, message.id())
                .setParameter(3, message.type())
                .setParameter(4, message.instanceId())
                .setParameter(5, message.time())
                .setParameter(6, message.body())
                .setParameter(7, giveUpAfter)
                .getResultList();
        due.fire(new Due());
        return ids.stream().map(id -> ((Number) id).longValue()).findFirst();
    }

    @Override
    public void hurry(String webhookId) {
        database.createNativeQuery(
                        TRY_NOW
                                + "webhook_id = ?2 and status = 'PENDING' and coalesce(lease_until, '-infinity') < clock_timestamp()")
                .setParameter(1, giveUpAfter)
                .setParameter(2, webhookId)
                .executeUpdate();
        due.fire(new Due());
    }

    @Override
    public void again(long deliveryId) {
        database.createNativeQuery(TRY_NOW + "id = ?2 and coalesce(lease_until, '-infinity') < clock_timestamp()")
                .setParameter(1, giveUpAfter)
                .setParameter(2, deliveryId)
                .executeUpdate();
        due.fire(new Due());
    }

    @Override
    public Optional<Delivery> find(String webhookId, long deliveryId) {
        return read(COLUMNS, "", webhookId, null, deliveryId).stream()
                .map(row -> delivery((Object[]) row))
                .findFirst();
    }

    @Override
    public Page<Delivery> page(String webhookId, DeliveryStatus status, int page, int size) {
        String part = " order by id desc limit " + size + " offset " + (long) page * size;
        List<Delivery> items = read(COLUMNS, part, webhookId, status, 0).stream()
                .map(row -> delivery((Object[]) row))
                .toList();
        Number total =
                (Number) read("select count(*)", "", webhookId, status, 0).get(0);
        return new Page<>(items, page, size, total.longValue());
    }

    private List<?> read(String select, String rest, String webhookId, DeliveryStatus status, long id) {
        return QuarkusTransaction.joiningExisting().call(() -> {
            Query query = database.createNativeQuery(select + FROM + rest)
                    .setParameter(1, webhookId)
                    .setParameter(2, status == null ? "" : status.name())
                    .setParameter(3, id);
            return query.getResultList();
        });
    }

    /** How many there are to be sent, those of paused webhooks among them. */
    long pending() {
        return QuarkusTransaction.requiringNew()
                .call(() -> (Number)
                        database.createNativeQuery("select count(*) from webhook_delivery where status = 'PENDING'")
                                .getSingleResult())
                .longValue();
    }

    @Scheduled(every = "1h", delayed = "2m")
    @Transactional
    void forget() {
        database.createNativeQuery(
                        "delete from webhook_delivery where created_at < clock_timestamp() - make_interval(secs => ?1)")
                .setParameter(1, kept)
                .executeUpdate();
    }

    private static Delivery delivery(Object[] row) {
        return new Delivery(
                ((Number) row[0]).longValue(),
                (String) row[1],
                (String) row[2],
                (String) row[3],
                (String) row[4],
                DeliveryStatus.valueOf((String) row[5]),
                ((Number) row[6]).intValue(),
                row[7] == null ? null : ((Number) row[7]).intValue(),
                (String) row[8],
                (Instant) row[9],
                (Instant) row[10],
                (Instant) row[11],
                (Instant) row[12]);
    }

    static double seconds(Duration duration) {
        return duration.toMillis() / 1000.0;
    }
}
