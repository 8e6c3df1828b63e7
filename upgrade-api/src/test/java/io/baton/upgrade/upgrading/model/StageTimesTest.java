package io.baton.upgrade.upgrading.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class StageTimesTest {
    private static final Instant ONE = Instant.parse("2026-03-02T10:00:01Z");
    private static final Instant TWO = Instant.parse("2026-03-02T10:00:02Z");
    private static final Instant THREE = Instant.parse("2026-03-02T10:00:03Z");

    @Test
    void aStageThatIsPassedAtOnceTookNoTime() {
        StageTimes times = StageTimes.none().enter(Stage.SYNCHRONISE, ONE).enter(Stage.SWITCH, TWO);

        assertThat(times.all())
                .containsExactly(
                        new StageTime(Stage.ALLOCATE, ONE, ONE),
                        new StageTime(Stage.SYNCHRONISE, ONE, TWO),
                        new StageTime(Stage.WAIT, TWO, TWO),
                        new StageTime(Stage.SWITCH, TWO, null),
                        new StageTime(Stage.COMPLETE, null, null));
        assertThat(times.current()).isEqualTo(Stage.SWITCH);
    }

    @Test
    void fallingBackForgetsTheLaterStagesAndGoesOnWithTheEarlierOne() {
        StageTimes times = StageTimes.none()
                .enter(Stage.SYNCHRONISE, ONE)
                .enter(Stage.SWITCH, TWO)
                .enter(Stage.SYNCHRONISE, THREE);

        assertThat(times.all().get(1)).isEqualTo(new StageTime(Stage.SYNCHRONISE, ONE, null));
        assertThat(times.all().get(3)).isEqualTo(new StageTime(Stage.SWITCH, null, null));
        assertThat(times.current()).isEqualTo(Stage.SYNCHRONISE);
    }

    @Test
    void anEndEndsTheCurrentStageAlone() {
        StageTimes times = StageTimes.none().enter(Stage.ALLOCATE, ONE).end(TWO).end(THREE);

        assertThat(times.all().get(0)).isEqualTo(new StageTime(Stage.ALLOCATE, ONE, TWO));
        assertThat(times.all().get(1)).isEqualTo(new StageTime(Stage.SYNCHRONISE, null, null));
    }
}
