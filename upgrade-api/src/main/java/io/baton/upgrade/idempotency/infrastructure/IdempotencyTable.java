package io.baton.upgrade.idempotency.infrastructure;

import io.baton.upgrade.UpgradeSettings;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** The remembered answers. */
@ApplicationScoped
public class IdempotencyTable implements PanacheRepositoryBase<IdempotencyRow, String> {

    private final double keptSeconds;

    IdempotencyTable(UpgradeSettings settings) {
        this.keptSeconds = settings.api().idempotency().toSeconds();
    }

    /**
     * Claims a key for the current transaction; waits for another one that is about to claim it.
     *
     * @return false if there is an answer already
     */
    boolean claim(String key, String fingerprint) {
        forgetOld(key);
        return getEntityManager()
                        .createNativeQuery(
                                "insert into idempotency (key, fingerprint) values (?1, ?2) on conflict do nothing")
                        .setParameter(1, key)
                        .setParameter(2, fingerprint)
                        .executeUpdate()
                == 1;
    }

    void keep(String key, Recorded answer) {
        update(
                "status = ?1, location = ?2, body = ?3 where key = ?4",
                answer.status(),
                answer.location(),
                answer.body(),
                key);
    }

    @Scheduled(every = "10m", delayed = "1m")
    @Transactional
    void forget() {
        forgetOld("");
    }

    private void forgetOld(String key) {
        getEntityManager()
                .createNativeQuery(
                        "delete from idempotency where (?1 = '' or key = ?1) and created_at < now() - make_interval(secs => ?2)")
                .setParameter(1, key)
                .setParameter(2, keptSeconds)
                .executeUpdate();
    }
}
