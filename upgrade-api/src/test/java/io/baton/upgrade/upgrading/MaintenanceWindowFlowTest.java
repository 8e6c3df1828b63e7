package io.baton.upgrade.upgrading;

import static io.baton.upgrade.Api.awaitState;
import static io.baton.upgrade.Api.patch;
import static io.baton.upgrade.Api.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.baton.contracts.UpgradeEvent.SwitchWindowOpen;
import io.baton.saga.infrastructure.BatonClock;
import io.baton.upgrade.Api;
import io.baton.upgrade.Installation;
import io.baton.upgrade.OtherServices;
import io.baton.upgrade.ServiceTest;
import io.baton.upgrade.Story;
import io.baton.upgrade.UpgradeSettings;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The window is six hours from now; the clock is put forward. */
@ServiceTest
class MaintenanceWindowFlowTest {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);
    private static OtherServices others;

    @Inject
    BatonClock clock;

    @Inject
    UpgradeSettings settings;

    @BeforeAll
    static void begin() {
        others = new OtherServices();
    }

    @AfterAll
    static void end() {
        others.close();
    }

    @AfterEach
    void putClockRight() {
        Installation.putClockForward(settings.home(), Duration.ZERO);
    }

    @Test
    void waitsForTheWindowMissesItAndTakesTheNextOne() {
        Story story = waiting();
        assertThat(others.all(SwitchWindowOpen.class, story.instanceId())).isEmpty();

        Installation.putClockForward(settings.home(), Duration.ofMinutes(6 * 60 + 1));
        SwitchWindowOpen grant = others.hear(SwitchWindowOpen.class, story.instanceId());
        assertThat(Duration.between(grant.opensAt(), grant.closesAt())).isLessThan(Duration.ofMinutes(60));

        Installation.putClockForward(settings.home(), Duration.ofHours(8));
        others.tell(story.missed(1));
        JsonPath missed = awaitState(story.upgradeId(), "WAITING_FOR_WINDOW");
        Instant next = Instant.parse(missed.getString("nextWindow.opensAt"));
        assertThat(next).isEqualTo(grant.closesAt().plus(Duration.ofHours(23)));

        Installation.putClockForward(settings.home(), Duration.ofMinutes(30 * 60 + 2));
        others.hear(SwitchWindowOpen.class, story.instanceId(), second -> second.attempt() == 2);
        others.tell(story.completed(2));
        awaitState(story.upgradeId(), "FINISHING");
    }

    @Test
    void followsAWindowThatIsMoved() {
        Story story = waiting();
        moveWindow(story.instanceId(), clock.now().minusSeconds(60));

        others.hear(SwitchWindowOpen.class, story.instanceId());
    }

    @Test
    void switchesAtOnceWhenAskedTo() {
        Story story = waiting();
        post(Api.upgrade(story.upgradeId()) + "/switch-now")
                .statusCode(202)
                .body("switchTime", equalTo("NOW"))
                .body("state", equalTo("WAITING_FOR_WINDOW"))
                .body("queue.work", equalTo("SWITCH"));

        others.hear(SwitchWindowOpen.class, story.instanceId());
        post(Api.upgrade(story.upgradeId()) + "/switch-now").statusCode(202);
    }

    private Story waiting() {
        Story instance = Api.running(others);
        moveWindow(instance.instanceId(), clock.now().plus(Duration.ofHours(6)));
        Story story = Api.upgrade(instance, "MAINTENANCE_WINDOW");
        others.tell(story.allocated());
        others.tell(story.caughtUp(1));
        awaitState(story.upgradeId(), "WAITING_FOR_WINDOW");
        return story;
    }

    private static void moveWindow(String instanceId, Instant start) {
        patch(Api.instance(instanceId), """
                        {"maintenanceWindow": {"start": "%s", "end": "%s", "zone": "UTC"}}
                        """.formatted(TIME.format(start), TIME.format(start.plus(Duration.ofHours(1)))))
                .statusCode(200)
                .body("maintenanceWindow.start", equalTo(TIME.format(start)))
                .body("maintenanceWindow.days.size()", equalTo(7));
    }
}
