package io.baton.upgrade.upgrading.infrastructure;

import static io.baton.upgrade.upgrading.model.UpgradeSaga.UPGRADE;

import io.baton.saga.model.Saga;
import io.baton.upgrade.shared.infrastructure.SagaReads;
import io.baton.upgrade.shared.model.Page;
import io.baton.upgrade.upgrading.application.Upgrades;
import io.baton.upgrade.upgrading.model.UpgradePhase;
import io.baton.upgrade.upgrading.model.UpgradeState;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import jakarta.persistence.EntityManager;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Upgrades as the database has them. */
@ApplicationScoped
public class UpgradeRows implements Upgrades {

    private static final List<String> HIDDEN = List.of(UpgradePhase.NEW.name());

    private final SagaReads reads;
    private final EntityManager database;

    UpgradeRows(SagaReads reads, EntityManager database) {
        this.reads = reads;
        this.database = database;
    }

    @Produces
    @Singleton
    static Saga<UpgradePhase, UpgradeState> saga() {
        return UPGRADE;
    }

    @Override
    public Optional<UpgradeState> find(String upgradeId) {
        return QuarkusTransaction.joiningExisting()
                .call(() -> reads.find(UPGRADE, upgradeId))
                .filter(upgrade -> upgrade.phase() != UpgradePhase.NEW);
    }

    @Override
    public Page<UpgradeState> page(String instanceId, int page, int size) {
        return QuarkusTransaction.joiningExisting().call(() -> reads.page(UPGRADE, HIDDEN, instanceId, page, size));
    }

    /** The versions of these upgrades: a number that rises with each change. */
    Map<String, Long> versions(Collection<String> upgradeIds) {
        Map<String, Long> versions = new HashMap<>();
        List<?> found = QuarkusTransaction.requiringNew().call(() -> database.createNativeQuery(
                        "select saga_id, version from saga where saga = ?1 and saga_id = any (string_to_array(?2, ','))")
                .setParameter(1, UPGRADE.name())
                .setParameter(2, String.join(",", upgradeIds))
                .getResultList());
        for (Object row : found) {
            Object[] columns = (Object[]) row;
            versions.put((String) columns[0], ((Number) columns[1]).longValue());
        }
        return versions;
    }

    /** How many upgrades there are in each phase. */
    Map<UpgradePhase, Long> countByPhase() {
        Map<UpgradePhase, Long> counts = new HashMap<>();
        List<?> found = QuarkusTransaction.requiringNew().call(() -> database.createNativeQuery(
                        "select phase, count(*) from saga where saga = ?1 group by phase")
                .setParameter(1, UPGRADE.name())
                .getResultList());
        for (Object row : found) {
            Object[] columns = (Object[]) row;
            counts.put(UpgradePhase.valueOf((String) columns[0]), ((Number) columns[1]).longValue());
        }
        return counts;
    }
}
