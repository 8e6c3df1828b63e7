package io.baton.upgrade.upgrading.application;

import io.baton.upgrade.upgrading.model.SwitchTime;
import io.baton.upgrade.upgrading.model.UpgradeKind;

/**
 * What a user orders.
 *
 * @param targetEdition null: the instance's own
 * @param targetLine the line to go to; null for a minor upgrade
 */
public record UpgradeOrder(UpgradeKind kind, String targetEdition, String targetLine, SwitchTime switchTime) {

    public static UpgradeOrder minor(SwitchTime switchTime) {
        return new UpgradeOrder(UpgradeKind.MINOR, null, null, switchTime);
    }
}
