package io.baton.upgrade.upgrading.infrastructure.rest;

import io.baton.contracts.EngineBuild;
import io.baton.contracts.Finding;
import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.upgrading.application.Preview;
import io.baton.upgrade.upgrading.model.Notice;
import io.baton.upgrade.upgrading.model.SwitchTime;
import io.baton.upgrade.window.model.MaintenanceWindow;
import io.baton.upgrade.window.model.Opening;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an upgrade would come to, in JSON. */
@Schema(name = "Preview", description = "Specs before and after; nothing has changed")
public record PreviewJson(
        String instanceId,
        String name,
        String edition,
        String architecture,
        int memoryMb,
        EngineBuild from,

        @Schema(description = "Null where the target is refused")
        EngineBuild to,

        Specs before,

        @Schema(description = "Null where the target is refused")
        Specs after,

        SwitchTime switchTime,

        @Schema(description = "When it could switch next; null for NOW")
        Window nextWindow,

        Fees fees,

        @Schema(description = "What the check of the running engine found; a BLOCK refuses the order")
        List<Finding> findings,

        List<Notice> warnings,

        @Schema(description = "Why it can't be granted; empty where it can")
        List<Notice> refusals) {

    /** What an instance is made of. */
    public record Specs(
            String version,
            int memoryMb,
            int replicas,

            @Schema(description = "Processes: master, replicas, proxies")
            int nodes) {}

    /** A maintenance window, as instants and as its user's clock shows it. */
    @Schema(name = "PreviewWindow")
    public record Window(
            Instant opensAt,
            Instant closesAt,
            OffsetDateTime opensAtLocal,
            OffsetDateTime closesAtLocal,
            String zone) {}

    /** An upgrade causes no billing change. */
    public record Fees(String change) {}

    static PreviewJson of(Preview preview, Instant now) {
        InstanceState instance = preview.instance();
        return new PreviewJson(
                instance.instanceId(),
                instance.name(),
                instance.build().edition(),
                "STANDARD",
                instance.spec().memoryMb(),
                instance.build(),
                preview.to(),
                specs(instance, instance.build()),
                preview.to() == null ? null : specs(instance, preview.to()),
                preview.order().switchTime(),
                preview.order().switchTime() == SwitchTime.NOW ? null : window(instance.window(), now),
                new Fees("none"),
                preview.findings(),
                preview.warnings(),
                preview.refusals().stream()
                        .map(refusal -> new Notice(refusal.code(), refusal.message()))
                        .toList());
    }

    private static Specs specs(InstanceState instance, EngineBuild build) {
        int replicas = instance.spec().replicas();
        return new Specs(
                build.version(),
                instance.spec().memoryMb(),
                replicas,
                1 + replicas + instance.spec().proxies());
    }

    private static Window window(MaintenanceWindow window, Instant now) {
        Opening opening = window.nextOpening(now);
        return new Window(
                opening.opensAt(),
                opening.closesAt(),
                opening.opensAt().atZone(window.zone()).toOffsetDateTime(),
                opening.closesAt().atZone(window.zone()).toOffsetDateTime(),
                window.zone().getId());
    }
}
