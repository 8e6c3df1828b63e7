package io.baton.upgrade.window.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaintenanceWindowTest {

    @ParameterizedTest(name = "at {0} it is or will be open from {1} to {2}")
    @CsvSource({
        "2026-03-02T10:00:00Z, 2026-03-03T03:00:00Z, 2026-03-03T04:00:00Z",
        "2026-03-03T02:59:59Z, 2026-03-03T03:00:00Z, 2026-03-03T04:00:00Z",
        "2026-03-03T03:00:00Z, 2026-03-03T03:00:00Z, 2026-03-03T04:00:00Z",
        "2026-03-03T03:59:59Z, 2026-03-03T03:00:00Z, 2026-03-03T04:00:00Z",
        "2026-03-03T04:00:00Z, 2026-03-04T03:00:00Z, 2026-03-04T04:00:00Z"
    })
    void opensEveryDay(Instant now, Instant opens, Instant closes) {
        assertThat(daily("03:00", "04:00", "UTC").nextOpening(now)).isEqualTo(new Opening(opens, closes));
    }

    @ParameterizedTest(name = "at {0} it is or will be open from {1} to {2}")
    @CsvSource({
        "2026-03-02T22:59:59Z, 2026-03-02T23:00:00Z, 2026-03-03T01:30:00Z",
        "2026-03-03T00:30:00Z, 2026-03-02T23:00:00Z, 2026-03-03T01:30:00Z",
        "2026-03-03T01:30:00Z, 2026-03-03T23:00:00Z, 2026-03-04T01:30:00Z"
    })
    void crossesMidnight(Instant now, Instant opens, Instant closes) {
        assertThat(daily("23:00", "01:30", "UTC").nextOpening(now)).isEqualTo(new Opening(opens, closes));
    }

    @Test
    void theDayIsTheOneOnWhichItBegins() {
        MaintenanceWindow saturdayNight = new MaintenanceWindow(
                LocalTime.of(23, 0), LocalTime.of(1, 30), ZoneId.of("UTC"), EnumSet.of(DayOfWeek.SATURDAY));

        assertThat(saturdayNight.nextOpening(Instant.parse("2026-03-08T01:00:00Z")))
                .isEqualTo(opening("2026-03-07T23:00:00Z", "2026-03-08T01:30:00Z"));
        assertThat(saturdayNight.nextOpening(Instant.parse("2026-03-08T01:30:00Z")))
                .isEqualTo(opening("2026-03-14T23:00:00Z", "2026-03-15T01:30:00Z"));
    }

    @Test
    void countsInItsUsersZone() {
        assertThat(daily("03:00", "04:00", "Asia/Kolkata").nextOpening(Instant.parse("2026-03-02T10:00:00Z")))
                .isEqualTo(opening("2026-03-02T21:30:00Z", "2026-03-02T22:30:00Z"));
    }

    @ParameterizedTest(name = "{0} to {1} in Berlin is open from {2} to {3}")
    @CsvSource({
        // 2026-03-29: 02:00 CET becomes 03:00 CEST, at 01:00 UTC
        "02:15, 02:45, 2026-03-29T01:15:00Z, 2026-03-29T01:45:00Z",
        "02:00, 03:00, 2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z",
        "02:30, 03:15, 2026-03-29T01:30:00Z, 2026-03-29T02:15:00Z",
        "01:30, 02:30, 2026-03-29T00:30:00Z, 2026-03-29T01:30:00Z",
        "01:00, 04:00, 2026-03-29T00:00:00Z, 2026-03-29T02:00:00Z",
        "03:00, 04:00, 2026-03-29T01:00:00Z, 2026-03-29T02:00:00Z",
        "00:30, 01:30, 2026-03-28T23:30:00Z, 2026-03-29T00:30:00Z"
    })
    void whenTheClocksSpringForward(String start, String end, Instant opens, Instant closes) {
        Instant theDayBefore = Instant.parse("2026-03-28T20:00:00Z");
        assertThat(daily(start, end, "Europe/Berlin").nextOpening(theDayBefore)).isEqualTo(new Opening(opens, closes));
    }

    @ParameterizedTest(name = "{0} to {1} in Berlin is open from {2} to {3}")
    @CsvSource({
        // 2026-10-25: 03:00 CEST becomes 02:00 CET, at 01:00 UTC
        "02:15, 02:45, 2026-10-25T00:15:00Z, 2026-10-25T00:45:00Z",
        "01:30, 02:30, 2026-10-24T23:30:00Z, 2026-10-25T00:30:00Z",
        "02:30, 03:30, 2026-10-25T00:30:00Z, 2026-10-25T02:30:00Z",
        "01:00, 04:00, 2026-10-24T23:00:00Z, 2026-10-25T03:00:00Z",
        "03:00, 04:00, 2026-10-25T02:00:00Z, 2026-10-25T03:00:00Z"
    })
    void whenTheClocksFallBack(String start, String end, Instant opens, Instant closes) {
        Instant theDayBefore = Instant.parse("2026-10-24T21:30:00Z");
        assertThat(daily(start, end, "Europe/Berlin").nextOpening(theDayBefore)).isEqualTo(new Opening(opens, closes));
    }

    @Test
    void opensOnceWhenTheClocksShowItsTimeTwice() {
        MaintenanceWindow window = daily("02:15", "02:45", "Europe/Berlin");

        assertThat(window.nextOpening(Instant.parse("2026-10-25T00:45:00Z")))
                .isEqualTo(opening("2026-10-26T01:15:00Z", "2026-10-26T01:45:00Z"));
    }

    @Test
    void crossesMidnightAndAChangeOfTheClocks() {
        assertThat(daily("23:00", "05:00", "Europe/Berlin").nextOpening(Instant.parse("2026-03-28T20:00:00Z")))
                .isEqualTo(opening("2026-03-28T22:00:00Z", "2026-03-29T03:00:00Z"));
        assertThat(daily("23:00", "05:00", "Europe/Berlin").nextOpening(Instant.parse("2026-10-24T20:00:00Z")))
                .isEqualTo(opening("2026-10-24T21:00:00Z", "2026-10-25T04:00:00Z"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Europe/Berlin",
                "America/New_York",
                "Australia/Lord_Howe",
                "Pacific/Apia",
                "America/Sao_Paulo",
                "Asia/Kathmandu",
                "Africa/Casablanca",
                "Antarctica/Troll",
                "UTC"
            })
    void alwaysHasANextOpeningThatIsNotOverAndNeverLiesMoreThanEightDaysAhead(String zone) {
        Random random = new Random(42);
        for (int i = 0; i < 3_000; i++) {
            LocalTime start = LocalTime.of(random.nextInt(24), random.nextInt(60));
            LocalTime end = start.plusMinutes(30 + random.nextInt(24 * 60 - 31));
            DayOfWeek day = DayOfWeek.of(1 + random.nextInt(7));
            MaintenanceWindow window = new MaintenanceWindow(start, end, ZoneId.of(zone), EnumSet.of(day));
            Instant now = Instant.parse("2011-01-01T00:00:00Z").plusSeconds(random.nextInt(20 * 365 * 86_400));

            Opening next = window.nextOpening(now);

            assertThat(next.closesAt()).isAfter(now).isAfterOrEqualTo(next.opensAt());
            assertThat(Duration.between(now, next.opensAt())).isLessThan(Duration.ofDays(8));
            assertThat(window.nextOpening(next.closesAt()).opensAt()).isAfterOrEqualTo(next.closesAt());
        }
    }

    @ParameterizedTest(name = "{0} to {1}: {2}")
    @CsvSource({
        "03:00, 03:29, 29 minutes long",
        "23:50, 00:19, 29 minutes long",
        "03:00, 03:00, end when it starts",
        "3:00, 04:00, is not a time of day",
        "03:00, 24:00, is not a time of day",
        "03:00, 04:00:00, is not a time of day",
        "noon, 13:00, is not a time of day"
    })
    void refusesTimesThatCantBe(String start, String end, String why) {
        assertThatThrownBy(() -> WindowText.parse(start, end, "UTC", null))
                .isInstanceOf(InvalidWindowException.class)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Mars/Olympus", "CET+1", "+02:00", "europe/berlin", ""})
    void refusesAMadeUpZoneAndSaysWhatIsAllowed(String zone) {
        assertThatThrownBy(() -> WindowText.parse("03:00", "04:00", zone, null))
                .isInstanceOf(InvalidWindowException.class)
                .hasMessageContaining("'" + zone + "'")
                .hasMessageContaining("Europe/Berlin");
    }

    @Test
    void refusesMissingPartsAndDaysThatAreNone() {
        assertThatThrownBy(() -> WindowText.parse(null, "04:00", "UTC", null)).hasMessageContaining("needs start");
        assertThatThrownBy(() -> WindowText.parse("03:00", null, "UTC", null)).hasMessageContaining("needs end");
        assertThatThrownBy(() -> WindowText.parse("03:00", "04:00", null, null)).hasMessageContaining("needs a zone");
        assertThatThrownBy(() -> WindowText.parse("03:00", "04:00", "UTC", List.of("FUNDAY")))
                .hasMessageContaining("MONDAY to SUNDAY");
        assertThatThrownBy(() -> WindowText.parse("03:00", "04:00", "UTC", List.of()))
                .hasMessageContaining("leave days out");
    }

    @Test
    void takesThirtyMinutesAndAMinuteLessThanADay() {
        assertThat(WindowText.parse("23:45", "00:15", "UTC", null).days()).hasSize(7);
        assertThat(WindowText.parse("00:00", "23:59", "UTC", List.of("monday", "SUNDAY"))
                        .days())
                .containsExactly(DayOfWeek.MONDAY, DayOfWeek.SUNDAY);
    }

    private static MaintenanceWindow daily(String start, String end, String zone) {
        return WindowText.parse(start, end, zone, null);
    }

    private static Opening opening(String opens, String closes) {
        return new Opening(Instant.parse(opens), Instant.parse(closes));
    }
}
