package io.baton.upgrade.upgrading.infrastructure.rest;

import io.baton.contracts.EngineBuild;
import io.baton.engine.EngineVersion;
import io.baton.engine.catalogue.Target;
import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.upgrading.application.PlanningUpgrade.Targets;
import io.baton.upgrade.upgrading.model.Notice;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What an instance can be upgraded to, in JSON. */
@Schema(name = "UpgradeTargets")
public record TargetsJson(
        String instanceId,
        Current current,

        @Schema(description = "The later lines, those without a build too")
        List<Major> major,

        @Schema(description = "The newest patch release of the same line, or null where there is no newer one")
        Minor minor) {

    /** What it runs. */
    @Schema(name = "CurrentVersion")
    public record Current(String edition, String version, String line) {}

    /** A later line. */
    @Schema(name = "MajorTarget")
    public record Major(
            String edition,

            @Schema(description = "What to order as targetVersion", examples = "7.0")
            String line,

            @Schema(description = "The build that would be taken, or null")
            String version,

            boolean available,

            @Schema(description = "Why it can't be had now, or null")
            Notice reason) {}

    /** A patch release. */
    @Schema(name = "MinorTarget")
    public record Minor(String version) {}

    static TargetsJson of(InstanceState instance, Targets targets) {
        EngineBuild build = instance.build();
        return new TargetsJson(
                instance.instanceId(),
                new Current(
                        build.edition(),
                        build.version(),
                        EngineVersion.parse(build.version()).line().toString()),
                targets.lines().stream().map(TargetsJson::major).toList(),
                targets.minor()
                        .map(minor -> new Minor(minor.version().toString()))
                        .orElse(null));
    }

    private static Major major(Target target) {
        return new Major(
                target.line().edition().name(),
                target.line().line().toString(),
                target.build().map(build -> build.version().toString()).orElse(null),
                target.build().isPresent(),
                target.refusal()
                        .map(refused -> new Notice(refused.code().name(), refused.message()))
                        .orElse(null));
    }
}
