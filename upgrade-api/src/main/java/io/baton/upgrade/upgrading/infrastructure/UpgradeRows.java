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
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Upgrades as the database has them. */
@ApplicationScoped
public class UpgradeRows implements Upgrades {

    private static final List<String> HIDDEN = List.of(UpgradePhase.NEW.name());
    private static final String NOT_OPEN = Arrays.stream(UpgradePhase.values())
            .filter(phase -> phase.ended() || phase == UpgradePhase.NEW)
            .map(Enum::name)
            .collect(Collectors.joining(","));

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

    /**
     * An upgrade that has not ended.
     *
     * @param since when its phase's deadline began to run
     */
    record Open(String upgradeId, String instanceId, UpgradePhase phase, Instant since) {}

    List<Open> open() {
        return QuarkusTransaction.requiringNew().call(() -> ((List<?>) database.createNativeQuery(
                                "select saga_id, instance_id, phase, state ->> 'phaseSince' from saga"
                                        + " where saga = ?1 and phase <> all (string_to_array(?2, ','))")
                        .setParameter(1, UPGRADE.name())
                        .setParameter(2, NOT_OPEN)
                        .getResultList())
                .stream()
                        .map(row -> (Object[]) row)
                        .map(row -> new Open(
                                (String) row[0],
                                (String) row[1],
                                UpgradePhase.valueOf((String) row[2]),
                                Instant.parse((String) row[3])))
                        .toList());
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
