package io.baton.upgrade.webhook.infrastructure;

import static io.baton.upgrade.webhook.infrastructure.DeliveryTable.seconds;

import io.baton.upgrade.webhook.model.Claim;
import io.baton.upgrade.webhook.model.DeliveryStatus;
import io.baton.upgrade.webhook.model.Outcome;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Who sends what, now. A delivery is taken on with a lease; if the process dies, the lease runs out and the delivery is taken
 * on again, under the same event id. Of the pending ones about one instance only the first can be taken on: so a webhook
 * is told of an upgrade in its order, and one that fails holds up no other instance and no other webhook.
 */
@ApplicationScoped
public class DeliveryLeases {

    /** Of each webhook and instance the first that is pending: one pass over the index of those. */
    private static final String FIRST =
            "select distinct on (p.webhook_id, p.instance_id) p.id from webhook_delivery p where p.status = 'PENDING' %s"
                    + " order by p.webhook_id, p.instance_id, p.event_time, p.id";

    private static final String IS_DUE = "d.status = 'PENDING' and d.next_attempt_at <= clock_timestamp()"
            + " and (d.lease_until is null or d.lease_until < clock_timestamp())";

    private final EntityManager database;

    DeliveryLeases(EntityManager database) {
        this.database = database;
    }

    /** The webhooks, none of them paused, that have something to be sent. */
    @Transactional
    List<String> due() {
        @SuppressWarnings("unchecked")
        List<String> ids = database.createNativeQuery(
                        "select distinct w.id from webhook w join webhook_delivery d on d.webhook_id = w.id"
                                + " where not w.paused and d.id in (" + FIRST.formatted("") + ") and " + IS_DUE)
                .getResultList();
        return ids;
    }

    /** Takes on up to {@code limit} deliveries of a webhook. */
    @Transactional
    List<Claim> claim(String webhookId, int limit, Duration lease) {
        @SuppressWarnings("unchecked")
        List<Object[]> rows = database.createNativeQuery(
                        """
                        update webhook_delivery set lease_token = lease_token + 1, attempts = attempts + 1,
                                                    last_attempt_at = clock_timestamp(),
                                                    lease_until = clock_timestamp() + make_interval(secs => ?1)
                        where id in (
                            select d.id from webhook_delivery d where d.id in (%s) and %s
                            order by d.next_attempt_at limit ?3 for update skip locked)
                        returning id, lease_token, event_id, body, attempts
                        """.formatted(FIRST.formatted("and p.webhook_id = ?2"), IS_DUE))
                .setParameter(1, seconds(lease))
                .setParameter(2, webhookId)
                .setParameter(3, limit)
                .getResultList();
        return rows.stream()
                .map(row -> new Claim(
                        ((Number) row[0]).longValue(),
                        ((Number) row[1]).longValue(),
                        (String) row[2],
                        (String) row[3],
                        ((Number) row[4]).intValue()))
                .toList();
    }

    /** Keeps that it was delivered; false if the lease was lost, and it is sent again. */
    @Transactional
    boolean delivered(Claim claim, Outcome outcome) {
        return database.createNativeQuery("""
                                update webhook_delivery set status = 'DELIVERED', last_code = ?1, last_error = null,
                                                            ended_at = clock_timestamp(), lease_until = null
                                where id = ?2 and lease_token = ?3
                                """)
                        .setParameter(1, outcome.code())
                        .setParameter(2, claim.deliveryId())
                        .setParameter(3, claim.token())
                        .executeUpdate()
                == 1;
    }

    /**
     * Keeps that it failed, and when it is tried again.
     *
     * @return the status that it has now: pending or given up; empty if the lease was lost
     */
    @Transactional
    Optional<DeliveryStatus> failed(Claim claim, Outcome outcome, Duration pause) {
        @SuppressWarnings("unchecked")
        List<String> status = database.createNativeQuery("""
                        update webhook_delivery set
                            last_code = nullif(?1, 0), last_error = ?2, lease_until = null,
                            next_attempt_at = clock_timestamp() + make_interval(secs => ?3),
                            status = case when clock_timestamp() + make_interval(secs => ?3) < give_up_at
                                          then 'PENDING' else 'GIVEN_UP' end,
                            ended_at = case when clock_timestamp() + make_interval(secs => ?3) < give_up_at
                                            then null else clock_timestamp() end
                        where id = ?4 and lease_token = ?5
                        returning status
                        """)
                .setParameter(1, outcome.code() == null ? 0 : outcome.code())
                .setParameter(2, outcome.error())
                .setParameter(3, seconds(pause))
                .setParameter(4, claim.deliveryId())
                .setParameter(5, claim.token())
                .getResultList();
        return status.stream().map(DeliveryStatus::valueOf).findFirst();
    }
}
