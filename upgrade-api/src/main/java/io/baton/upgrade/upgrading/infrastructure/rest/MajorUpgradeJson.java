package io.baton.upgrade.upgrading.infrastructure.rest;

import io.baton.upgrade.upgrading.application.UpgradeOrder;
import io.baton.upgrade.upgrading.model.SwitchTime;
import io.baton.upgrade.upgrading.model.UpgradeKind;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of POST /instances/{id}/upgrades. */
@Schema(name = "MajorUpgrade")
public record MajorUpgradeJson(
        @Schema(
                description = "Usually the instance's own, which is the default",
                enumeration = {"REDIS", "VALKEY"})
        String targetEdition,

        @NotBlank @Schema(description = "A line; its newest build is taken", examples = "7.0")
        String targetVersion,

        @NotNull @Schema(description = "When the traffic is handed over")
        SwitchTime switchTime,

        @Schema(description = "True: only a preview, nothing changes")
        Boolean dryRun) {

    UpgradeOrder order() {
        return new UpgradeOrder(UpgradeKind.MAJOR, targetEdition, targetVersion, switchTime);
    }
}
