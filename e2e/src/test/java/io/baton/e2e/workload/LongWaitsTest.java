package io.baton.e2e.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LongWaitsTest {

    private static final long MILLI = 1_000_000;

    private final LongWaits waits = new LongWaits();

    @Test
    void ofWaitsThatWereUnderWayInATimeTheLongestCountsWithAllOfItsLength() {
        waited(0, 40);
        waited(50, 62);
        waited(62, 70);
        waited(71, 99);

        assertThat(waits.longestAcross(60 * MILLI, 70 * MILLI)).isEqualTo(new LongWaits.Wait(50 * MILLI, 62 * MILLI));
    }

    @Test
    void aTimeWithoutALongWaitHasOneOfNoLength() {
        waits.record(0, MILLI / 2);

        assertThat(waits.longestAcross(0, MILLI).nanos()).isZero();
    }

    private void waited(long fromMillis, long toMillis) {
        waits.record(fromMillis * MILLI, toMillis * MILLI);
    }
}
