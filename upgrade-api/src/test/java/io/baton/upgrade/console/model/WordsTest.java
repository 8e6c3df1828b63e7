package io.baton.upgrade.console.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.upgrade.window.model.MaintenanceWindow;
import io.baton.upgrade.window.model.Opening;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {

    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "0, 0 B",
        "999, 999 B",
        "1000, 1.0 kB",
        "12345, 12 kB",
        "9999999, 10.0 MB",
        "10000000, 10 MB",
        "5300000000, 5.3 GB",
        "8000000000000000, 8000 TB"
    })
    void bytesInDecimalUnits(long bytes, String words) {
        assertThat(Words.bytes(bytes)).isEqualTo(words);
    }

    @ParameterizedTest
    @CsvSource({
        "PT0.84S, 840 ms",
        "PT3.21S, 3.2 s",
        "PT12.9S, 12 s",
        "PT3M, 3 min",
        "PT3M20S, 3 min 20 s",
        "PT5H12M3S, 5 h 12 min",
        "PT51H, 2 d 3 h"
    })
    void durationsInTwoUnitsAtMost(Duration duration, String words) {
        assertThat(Words.duration(duration)).isEqualTo(words);
    }

    @Test
    void distancesAheadAndBehind() {
        assertThat(Words.distance(NOON.plusSeconds(11_520), NOON)).isEqualTo("in 3 h 12 min");
        assertThat(Words.distance(NOON.minusSeconds(15), NOON)).isEqualTo("15 s ago");
        assertThat(Words.distance(NOON.plusMillis(3_400), NOON)).isEqualTo("in 3 s");
        assertThat(Words.distance(NOON.plusMillis(300), NOON)).isEqualTo("now");
    }

    @Test
    void openingsInTheirOwnLocalTime() {
        Opening opening = new Opening(NOON, NOON.plusSeconds(3600));
        assertThat(Words.opening(opening, ZoneId.of("Europe/Berlin"))).isEqualTo("Wed 1 Jul, 14:00 to 15:00 CEST");
        assertThat(Words.opening(opening, ZoneId.of("UTC"))).isEqualTo("Wed 1 Jul, 12:00 to 13:00 UTC");
        assertThat(Words.window(new MaintenanceWindow(
                        LocalTime.of(23, 30),
                        LocalTime.of(1, 0),
                        ZoneId.of("Asia/Tokyo"),
                        EnumSet.of(DayOfWeek.MONDAY, DayOfWeek.SUNDAY))))
                .isEqualTo("23:30 to 01:00, Mon, Sun, Asia/Tokyo");
    }
}
