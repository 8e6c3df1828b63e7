package io.baton.upgrade.console.model;

import io.baton.upgrade.upgrading.model.UpgradeState;
import java.time.Duration;

/**
 * An upgrade in a list.
 *
 * @param took how long it took, or null while it is open
 * @param hold the longest that a client can have waited, or null
 */
public record UpgradeRow(
        String id,
        String instanceId,
        String versions,
        Badge badge,
        String began,
        String took,
        String hold,
        boolean hasReceipt) {

    public static UpgradeRow of(UpgradeState upgrade) {
        return new UpgradeRow(
                upgrade.upgradeId(),
                upgrade.instanceId(),
                upgrade.plan().from().version() + " → " + upgrade.plan().to().version(),
                Badge.of(upgrade.phase()),
                Words.instant(upgrade.createdAt(), upgrade.window().zone()),
                upgrade.endedAt() == null
                        ? null
                        : Words.duration(Duration.between(upgrade.createdAt(), upgrade.endedAt())),
                upgrade.receipt() == null
                        ? null
                        : Words.millis(upgrade.receipt().holdMs()),
                upgrade.receipt() != null);
    }
}
