package io.baton.upgrade.window.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadWindowsTest {
    private static final MaintenanceWindow FIRST =
            MaintenanceWindow.daily(LocalTime.of(23, 0), LocalTime.of(0, 30), ZoneOffset.UTC);

    @Test
    void theSameInstanceHasAlwaysTheSameWindow() {
        assertThat(SpreadWindows.of(FIRST, Duration.ofHours(3), "ins-1"))
                .isEqualTo(SpreadWindows.of(FIRST, Duration.ofHours(3), "ins-1"));
    }

    @Test
    void manyInstancesAreSpreadOverAllOfItInQuartersOfAnHour() {
        Map<LocalTime, Long> starts = IntStream.range(0, 1_300)
                .mapToObj(number -> SpreadWindows.of(FIRST, Duration.ofHours(3), "ins-" + number))
                .peek(window -> assertThat(window.length()).isEqualTo(FIRST.length()))
                .collect(Collectors.groupingBy(MaintenanceWindow::start, Collectors.counting()));

        assertThat(starts.keySet())
                .isEqualTo(IntStream.rangeClosed(0, 12)
                        .mapToObj(quarter -> LocalTime.of(23, 0).plusMinutes(15L * quarter))
                        .collect(Collectors.toMap(Function.identity(), any -> 0))
                        .keySet());
        assertThat(starts.values()).allMatch(number -> number > 30);
    }

    @Test
    void withoutASpreadAllHaveTheFirst() {
        assertThat(SpreadWindows.of(FIRST, Duration.ZERO, "ins-7")).isEqualTo(FIRST);
    }
}
