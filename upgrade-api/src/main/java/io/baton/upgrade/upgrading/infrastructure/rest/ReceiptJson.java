package io.baton.upgrade.upgrading.infrastructure.rest;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.baton.contracts.Finding;
import io.baton.contracts.SwitchReceipt;
import io.baton.upgrade.upgrading.model.UpgradeState;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A receipt in JSON: the switch, and what was known before it. */
@Schema(name = "Receipt")
public record ReceiptJson(
        @JsonUnwrapped SwitchReceipt receipt,

        @Schema(description = "What the check before the switch found")
        List<Finding> findings) {

    static ReceiptJson of(UpgradeState upgrade) {
        return upgrade.receipt() == null ? null : new ReceiptJson(upgrade.receipt(), upgrade.findings());
    }
}
