package io.baton.upgrade.upgrading.model;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * When each stage began and ended. The stages before the current one have ended, those behind it have not begun: an
 * upgrade that falls back a stage forgets the later ones.
 */
public record StageTimes(List<StageTime> all) {

    public StageTimes {
        all = List.copyOf(all);
    }

    static StageTimes none() {
        return new StageTimes(Arrays.stream(Stage.values())
                .map(stage -> new StageTime(stage, null, null))
                .toList());
    }

    /** Enters a stage, from before or from behind it. */
    StageTimes enter(Stage stage, Instant now) {
        return map(time -> {
            int order = time.stage().compareTo(stage);
            Instant startedAt = time.startedAt() == null ? now : time.startedAt();
            if (order > 0) {
                return new StageTime(time.stage(), null, null);
            }
            if (order == 0) {
                return new StageTime(stage, startedAt, null);
            }
            return new StageTime(time.stage(), startedAt, time.endedAt() == null ? now : time.endedAt());
        });
    }

    /** Ends the current stage. */
    StageTimes end(Instant now) {
        return map(time -> time.startedAt() != null && time.endedAt() == null
                ? new StageTime(time.stage(), time.startedAt(), now)
                : time);
    }

    /** The last stage that has begun; the first one before that. */
    public Stage current() {
        return all.stream()
                .filter(time -> time.startedAt() != null)
                .map(StageTime::stage)
                .reduce(Stage.ALLOCATE, (earlier, later) -> later);
    }

    private StageTimes map(UnaryOperator<StageTime> change) {
        return new StageTimes(all.stream().map(change).toList());
    }
}
