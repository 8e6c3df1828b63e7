package io.baton.upgrade.webhook.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BackoffTest {

    private static final Backoff USUAL = new Backoff(Duration.ofSeconds(5), Duration.ofHours(1));

    @ParameterizedTest
    @CsvSource({"1, PT5S", "2, PT10S", "3, PT20S", "10, PT42M40S", "11, PT1H", "60, PT1H", "100000, PT1H"})
    void doublesUpToTheLongest(int attempts, Duration pause) {
        assertThat(USUAL.after(attempts, 0)).isEqualTo(pause);
    }

    @Test
    void isShortenedByChanceByAQuarterAtMost() {
        assertThat(USUAL.after(1, 0.5)).isEqualTo(Duration.ofMillis(4_375));
        assertThat(USUAL.after(1, Math.nextDown(1.0))).isEqualTo(Duration.ofMillis(3_750));
        assertThat(USUAL.after(60, Math.nextDown(1.0))).isEqualTo(Duration.ofMinutes(45));
    }

    @Test
    void aFirstPauseThatIsLongerThanTheLongestIsTheLongest() {
        assertThat(new Backoff(Duration.ofSeconds(5), Duration.ofSeconds(1)).after(1, 0))
                .isEqualTo(Duration.ofSeconds(1));
    }
}
