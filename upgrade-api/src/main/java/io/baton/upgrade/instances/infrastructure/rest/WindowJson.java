package io.baton.upgrade.instances.infrastructure.rest;

import io.baton.upgrade.window.model.MaintenanceWindow;
import io.baton.upgrade.window.model.WindowText;
import java.time.DayOfWeek;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A maintenance window in JSON. */
@Schema(name = "MaintenanceWindow", description = "When an instance may be switched, in its user's local time")
public record WindowJson(
        @Schema(description = "Local time at which it opens, HH:mm", examples = "23:30", required = true)
        String start,

        @Schema(
                description =
                        "Local time at which it closes, HH:mm; not after the start means the next day. At least 30 minutes later",
                examples = "01:00",
                required = true)
        String end,

        @Schema(description = "IANA name of the time zone", examples = "Europe/Berlin", required = true)
        String zone,

        @Schema(description = "The days on which it begins, MONDAY to SUNDAY; left out: every day")
        List<String> days) {

    static WindowJson of(MaintenanceWindow window) {
        return new WindowJson(
                WindowText.time(window.start()),
                WindowText.time(window.end()),
                window.zone().getId(),
                window.days().stream().map(DayOfWeek::name).toList());
    }

    MaintenanceWindow window() {
        return WindowText.parse(start, end, zone, days);
    }
}
