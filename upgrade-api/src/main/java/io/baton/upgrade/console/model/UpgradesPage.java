package io.baton.upgrade.console.model;

import io.baton.upgrade.shared.model.Page;
import io.baton.upgrade.upgrading.model.UpgradeState;
import java.util.List;

/**
 * A list of upgrades.
 *
 * @param instanceId only those of this instance; empty: of all
 * @param moving whether one of them has not ended
 */
public record UpgradesPage(String instanceId, List<UpgradeRow> rows, Pager pager, boolean moving) {

    public static UpgradesPage of(String instanceId, Page<UpgradeState> upgrades) {
        return new UpgradesPage(
                instanceId,
                upgrades.items().stream().map(UpgradeRow::of).toList(),
                Pager.of(upgrades),
                upgrades.items().stream().anyMatch(upgrade -> !upgrade.phase().ended()));
    }
}
