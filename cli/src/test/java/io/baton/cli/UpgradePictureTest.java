package io.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.client.QueuePlace;
import io.baton.client.UpgradeView;
import io.baton.client.UpgradeView.Build;
import io.baton.client.UpgradeView.Stage;
import io.baton.console.Style;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class UpgradePictureTest {

    private static final Instant BEGAN = Instant.parse("2026-03-02T10:00:00Z");
    private final UpgradePicture picture = new UpgradePicture(new Style(true, false, true, 120));

    @Test
    void showsStagesThatHaveEndedTheOneThatRunsAndThoseToCome() {
        assertThat(picture.lines(upgrade("SYNCING", 40, null), BEGAN.plusMillis(3500), 0))
                .containsExactly(
                        "  ✔ 1  Request resources             2.00 s",
                        "  ⠋ 2  Synchronise data              1.50 s",
                        "    3  Wait for the switch       ",
                        "",
                        "  ████████████████░░░░░░░░░░░░░░░░░░░░░░░░  40 %  SYNCING · 5.0 MB of 20.0 MB · 1.0 kB behind");
    }

    @Test
    void saysWhatAnUpgradeWaitsForAndWhatItFailedOf() {
        UpgradeView.Window window = new UpgradeView.Window(BEGAN.plusSeconds(60), BEGAN.plusSeconds(120));

        assertThat(picture.state(upgrade("WAITING_FOR_WINDOW", 75, window)))
                .contains("window opens 2026-03-02T10:01:00Z");
        assertThat(picture.state(upgrade("FAILED", 40, null))).isEqualTo("FAILED · No memory.");
    }

    @Test
    void saysAtWhichPlaceAnUpgradeWaitsForItsTurn() {
        assertThat(picture.state(upgrade("REQUESTED", 0, null, new QueuePlace("SYNCHRONISATION", 3, BEGAN))))
                .contains("waits for its turn: number 3 in the queue");
    }

    private static UpgradeView upgrade(String state, int progress, UpgradeView.Window window) {
        return upgrade(state, progress, window, null);
    }

    private static UpgradeView upgrade(String state, int progress, UpgradeView.Window window, QueuePlace place) {
        return new UpgradeView(
                "upg-1",
                "ins-1",
                "MAJOR",
                new Build("REDIS", "6.2.7"),
                new Build("REDIS", "7.0.15"),
                "NOW",
                state,
                2,
                place,
                progress,
                5L << 20,
                20L << 20,
                1024L,
                null,
                window,
                0,
                null,
                false,
                List.of(
                        new Stage(1, "Request resources", BEGAN, BEGAN.plusSeconds(2)),
                        new Stage(2, "Synchronise data", BEGAN.plusSeconds(2), null),
                        new Stage(3, "Wait for the switch", null, null)),
                null,
                new UpgradeView.Failure("X", "No memory."),
                BEGAN,
                null);
    }
}
