package io.baton.upgrade.upgrading.application;

import io.baton.upgrade.shared.model.Page;
import io.baton.upgrade.shared.model.Refusal;
import io.baton.upgrade.upgrading.model.UpgradeState;
import java.util.Optional;

/** Finds upgrades that were submitted. */
public interface Upgrades {

    Optional<UpgradeState> find(String upgradeId);

    /**
     * The newest first.
     *
     * @param instanceId only those of this instance; empty: of all
     */
    Page<UpgradeState> page(String instanceId, int page, int size);

    default UpgradeState get(String upgradeId) {
        return find(upgradeId)
                .orElseThrow(() -> Refusal.unknownUpgrade(upgradeId).asException());
    }
}
