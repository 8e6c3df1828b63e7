package io.baton.upgrade.console.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class LagChartTest {

    private static final Instant START = Instant.parse("2026-07-01T12:00:00Z");

    @Test
    void oneSampleIsNoLine() {
        assertThat(LagChart.of(List.of(new LagTrail.Sample(START, 5)))).isNull();
    }

    @Test
    void goesFromLeftToRightAndMoreIsHigher() {
        LagChart chart = LagChart.of(List.of(sample(0, 0), sample(5, 20_000_000), sample(10, 1_000)));

        assertThat(chart.points()).startsWith("0.0,140.0 300.0,").endsWith("600.0,140.0");
        assertThat(chart.limitSeen()).isTrue();
        assertThat(chart.limitY()).isBetween(70.0, 85.0);
        assertThat(chart.words()).contains("10 s", "now 1.0 kB", "at most 20 MB", "less than 10 MB");
    }

    @Test
    void theLimitIsNotSeenWhereTheLagIsSmall() {
        assertThat(LagChart.of(List.of(sample(0, 10), sample(1, 20))).limitSeen())
                .isFalse();
    }

    @Test
    void aTrailIsBoundedAndKeepsItsWholeTime() {
        LagTrail trail = new LagTrail();
        for (int second = 0; second < 100_000; second++) {
            trail.add(START.plusSeconds(second), second);
        }
        List<LagTrail.Sample> samples = trail.samples();
        assertThat(samples).hasSizeBetween(100, 240);
        assertThat(samples.get(0)).isEqualTo(sample(0, 0));
        assertThat(samples.get(samples.size() - 1).at()).isAfter(START.plusSeconds(99_000));
    }

    private static LagTrail.Sample sample(int second, long bytes) {
        return new LagTrail.Sample(START.plusSeconds(second), bytes);
    }
}
