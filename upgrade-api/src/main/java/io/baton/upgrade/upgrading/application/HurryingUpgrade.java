package io.baton.upgrade.upgrading.application;

import static io.baton.upgrade.upgrading.model.UpgradeSaga.UPGRADE;

import io.baton.saga.infrastructure.SagaExecutor;
import io.baton.upgrade.shared.model.Refusal;
import io.baton.upgrade.upgrading.model.UpgradeSignals.SwitchNow;
import io.baton.upgrade.upgrading.model.UpgradeState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;

/** Switches without waiting for the maintenance window. */
@ApplicationScoped
public class HurryingUpgrade {

    private final Upgrades upgrades;
    private final SagaExecutor sagas;

    HurryingUpgrade(Upgrades upgrades, SagaExecutor sagas) {
        this.upgrades = upgrades;
        this.sagas = sagas;
    }

    /** @throws io.baton.upgrade.shared.model.RefusedException if no switch lies ahead any more */
    @Transactional
    public UpgradeState switchNow(String upgradeId) {
        UpgradeState before = upgrades.get(upgradeId);
        sagas.signal(UPGRADE, upgradeId, before.instanceId(), new SwitchNow());
        UpgradeState upgrade = upgrades.get(upgradeId);
        return switch (upgrade.phase()) {
            case REQUESTED, ALLOCATING, SYNCING, WAITING_FOR_WINDOW -> upgrade;
            case SWITCHING -> {
                if (upgrade.wish() != null) {
                    throw tooLate(upgrade, "it is being ended.");
                }
                yield upgrade;
            }
            case FINISHING, COMPLETED -> throw tooLate(upgrade, "the switch has been committed.");
            case CANCELLING, CANCELLED, FAILING, FAILED, NEW ->
                throw tooLate(upgrade, "it is " + upgrade.phase() + ".");
        };
    }

    private static RuntimeException tooLate(UpgradeState upgrade, String why) {
        return new Refusal(
                        Refusal.Kind.CONFLICT,
                        "TOO_LATE",
                        "The upgrade " + upgrade.upgradeId() + " can't be switched now: " + why)
                .asException();
    }
}
