package io.baton.upgrade.upgrading.infrastructure.rest;

import io.baton.upgrade.upgrading.application.UpgradeOrder;
import io.baton.upgrade.upgrading.model.SwitchTime;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of POST /instances/{id}/minor-upgrades: the newest patch release is found by itself. */
@Schema(name = "MinorUpgrade")
public record MinorUpgradeJson(
        @NotNull @Schema(description = "When the traffic is handed over")
        SwitchTime switchTime,

        @Schema(description = "True: only a preview, nothing changes")
        Boolean dryRun) {

    UpgradeOrder order() {
        return UpgradeOrder.minor(switchTime);
    }
}
