package io.baton.upgrade.instances.infrastructure.rest;

import io.baton.upgrade.instances.model.InstanceSignals.InstanceChanged;
import io.baton.upgrade.shared.model.Refusal;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of PATCH /instances/{id}: what is left out stays as it is. */
@Schema(name = "InstanceChange")
public record InstanceChangeJson(
        @Size(min = 1, max = 64) @Pattern(regexp = "\\P{Cntrl}*", message = "must not have control characters")
        String name,

        WindowJson maintenanceWindow) {

    InstanceChanged change() {
        if (name == null && maintenanceWindow == null) {
            throw new Refusal(
                            Refusal.Kind.MALFORMED,
                            "NOTHING_TO_CHANGE",
                            "Nothing to change: name or maintenanceWindow is needed.")
                    .asException();
        }
        return new InstanceChanged(name, maintenanceWindow == null ? null : maintenanceWindow.window());
    }
}
