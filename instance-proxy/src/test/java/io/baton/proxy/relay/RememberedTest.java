package io.baton.proxy.relay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class RememberedTest {

    private final Remembered remembered = new Remembered(8000);

    @Test
    void oneSessionGetsItsShareAndNoMore() {
        assertThat(remembered.stateChanged(0, 1000)).isTrue();
        assertThat(remembered.stateChanged(1000, 1001)).isFalse();
        assertThat(remembered.stateChanged(1001, 500))
                .as("to forget is always possible")
                .isTrue();
    }

    @Test
    void allSessionsTogetherGetNoMoreThanThereIs() {
        for (int i = 0; i < 8; i++) {
            assertThat(remembered.stateChanged(0, 1000)).isTrue();
        }
        assertThat(remembered.stateChanged(0, 1)).isFalse();
        assertThat(remembered.stateChanged(1, 0)).isTrue();
        remembered.stateChanged(1000, 0);
        assertThat(remembered.stateChanged(0, 1)).isTrue();
    }

    @Test
    void commandsUnderWayWaitWhenThereAreTooMany() {
        long cost = Remembered.costOf(100);
        assertThat(remembered.crowded(cost)).isFalse();
        assertThat(remembered.crowded(2_000_000)).isTrue();
        remembered.underWay(8001);
        assertThat(remembered.crowded(cost)).isTrue();
        assertThat(remembered.crowded(0)).as("everybody may have one under way").isFalse();
        remembered.underWay(-8001);
        assertThat(remembered.crowded(cost)).isFalse();
    }
}
