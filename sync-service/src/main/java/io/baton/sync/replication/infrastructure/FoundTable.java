package io.baton.sync.replication.infrastructure;

import io.baton.contracts.Finding;
import io.baton.saga.infrastructure.EventCodec;
import io.baton.saga.infrastructure.SagaChanged;
import io.baton.sync.replication.model.SyncSignals.CaughtUp;
import io.baton.sync.replication.model.SyncState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

/** All that the last checks of each upgrade found, written down in the transaction that tells of the first few. */
@ApplicationScoped
public class FoundTable {

    /** A part of the findings of one upgrade, and how many there are in all. */
    public record Page(List<Finding> items, int page, int size, long total) {}

    private final EntityManager database;
    private final EventCodec codec;

    FoundTable(EntityManager database, EventCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    void caughtUp(@Observes SagaChanged change) {
        if (change.input() instanceof CaughtUp found
                && change.before() instanceof SyncState before
                && change.after() instanceof SyncState after
                && before.catchUp().sequence() != after.catchUp().sequence()) {
            database.createNativeQuery("insert into found (upgrade_id, findings) values (?1, cast(?2 as jsonb))"
                            + " on conflict (upgrade_id) do update set findings = excluded.findings, found_at = now()")
                    .setParameter(1, after.sagaId())
                    .setParameter(2, codec.write(found.findings()))
                    .executeUpdate();
        }
    }

    /** Empty if nothing was ever told of this upgrade. */
    @Transactional
    public Optional<Page> page(String upgradeId, int page, int size) {
        List<?> total = database.createNativeQuery(
                        "select jsonb_array_length(findings) from found where upgrade_id = ?1")
                .setParameter(1, upgradeId)
                .getResultList();
        if (total.isEmpty()) {
            return Optional.empty();
        }
        List<?> rows = database.createNativeQuery("select cast(item as text) from found,"
                        + " jsonb_array_elements(findings) with ordinality as each (item, place)"
                        + " where upgrade_id = ?1 order by place limit ?2 offset ?3")
                .setParameter(1, upgradeId)
                .setParameter(2, size)
                .setParameter(3, (long) page * size)
                .getResultList();
        return Optional.of(new Page(
                rows.stream()
                        .map(row -> codec.read((String) row, Finding.class))
                        .toList(),
                page,
                size,
                ((Number) total.get(0)).longValue()));
    }
}
