package io.baton.client;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An upgrade as the API shows it; the fields that the tools look at. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record UpgradeView(
        String id,
        String instanceId,
        String kind,
        Build from,
        Build to,
        String switchTime,
        String state,
        int stage,
        QueuePlace queue,
        int progress,
        Long syncedBytes,
        Long totalBytes,
        Long lagBytes,
        Instant eta,
        Window nextWindow,
        int attempts,
        Failure lastMissedReason,
        boolean cancelRequested,
        List<Stage> stages,
        JsonNode receipt,
        Failure failure,
        Instant createdAt,
        Instant endedAt) {

    /** The number of the stage in which the versions are switched. */
    public static final int SWITCH_STAGE = 4;

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Build(String edition, String version) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Window(Instant opensAt, Instant closesAt) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Failure(String code, String message) {}

    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Stage(int number, String name, Instant startedAt, Instant endedAt) {

        public Optional<Duration> took() {
            return startedAt == null || endedAt == null
                    ? Optional.empty()
                    : Optional.of(Duration.between(startedAt, endedAt));
        }
    }

    public boolean ended() {
        return List.of("COMPLETED", "CANCELLED", "FAILED").contains(state);
    }

    public boolean completed() {
        return "COMPLETED".equals(state);
    }

    public Optional<Stage> stageOf(int number) {
        return stages == null
                ? Optional.empty()
                : stages.stream().filter(each -> each.number() == number).findFirst();
    }

    /** From when until when the clients were held at the switch that succeeded. */
    public record Hold(Instant began, Instant ended) {}

    /** What the receipt says about the hold, once there is one. */
    public Optional<Hold> hold() {
        if (receipt == null || !receipt.hasNonNull("holdMs")) {
            return Optional.empty();
        }
        Instant began = Instant.parse(receipt.path("committedAt").asText())
                .minus(millis("drainMs").plus(millis("fenceMs")).plus(millis("catchUpMs")));
        return Optional.of(new Hold(began, began.plus(millis("holdMs"))));
    }

    private Duration millis(String field) {
        return Duration.ofNanos(Math.round(receipt.path(field).asDouble() * 1_000_000));
    }

    /** When the switch began, once it has. */
    public Optional<Instant> switchBegan() {
        return stageOf(SWITCH_STAGE).map(Stage::startedAt);
    }
}
