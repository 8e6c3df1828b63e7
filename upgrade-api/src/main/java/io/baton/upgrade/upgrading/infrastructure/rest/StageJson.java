package io.baton.upgrade.upgrading.infrastructure.rest;

import io.baton.upgrade.upgrading.model.StageTimes;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A stage of an upgrade in JSON. */
@Schema(name = "Stage")
public record StageJson(
        int number,
        @Schema(examples = "Synchronise data") String name,
        @Schema(description = "Null until it begins") Instant startedAt,
        @Schema(description = "Null until it ends") Instant endedAt) {

    static List<StageJson> of(StageTimes times) {
        return times.all().stream()
                .map(time ->
                        new StageJson(time.stage().number(), time.stage().title(), time.startedAt(), time.endedAt()))
                .toList();
    }
}
