package io.baton.upgrade.queue;

import static io.baton.upgrade.Api.awaitState;
import static io.baton.upgrade.Api.awaitStatus;
import static io.baton.upgrade.Api.get;
import static io.baton.upgrade.Api.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.baton.contracts.InstanceEvent.InstanceRequested;
import io.baton.contracts.UpgradeEvent.SwitchWindowOpen;
import io.baton.contracts.UpgradeEvent.UpgradeCancelled;
import io.baton.contracts.UpgradeEvent.UpgradeRequested;
import io.baton.upgrade.Api;
import io.baton.upgrade.OtherServices;
import io.baton.upgrade.ServiceTest;
import io.baton.upgrade.Story;
import io.baton.upgrade.upgrading.application.UpgradeWatch;
import io.baton.upgrade.upgrading.application.UpgradeWatch.Subscription;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What happens when many come at once, with a service that does two of each at a time. */
@ServiceTest
@TestProfile(QueueFlowTest.TwoAtOnce.class)
class QueueFlowTest {

    /**
     * Two starts of each kind at once, one switch, and switches that don't wait for starts; with tables of its own, as the
     * unfinished upgrades of other test classes have turns too.
     */
    public static class TwoAtOnce implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "baton.schema",
                    "queue_flow",
                    "baton.upgrade.queue.creations-per-host",
                    "2",
                    "baton.upgrade.queue.synchronisations-per-host",
                    "2",
                    "baton.upgrade.queue.switches-per-host",
                    "1",
                    "baton.upgrade.queue.switches-alone",
                    "false");
        }
    }

    private static OtherServices others;

    @Inject
    UpgradeWatch watch;

    private final List<Story> instances = new ArrayList<>();

    @BeforeAll
    static void begin() {
        others = new OtherServices();
    }

    @AfterAll
    static void end() {
        others.close();
    }

    @AfterEach
    void removeAll() {
        instances.forEach(instance -> RestAssured.delete(Api.instance(instance.instanceId())));
        instances.forEach(instance -> others.tell(instance.removed()));
    }

    @Test
    void creationsWaitTheirTurnAndSayAtWhichPlace() {
        List<Story> five = Stream.generate(this::create).limit(5).toList();
        awaitRequested(five.subList(0, 2));
        get(place(five.get(2))).body("queue.work", equalTo("CREATION")).body("queue.place", equalTo(1));
        get(place(five.get(4))).body("status", equalTo("CREATING")).body("queue.place", equalTo(3));
        get("/api/v1/instances?size=200")
                .body(
                        "items.find { it.id == '%s' }.queue.place"
                                .formatted(five.get(3).instanceId()),
                        equalTo(2));

        // One that goes gives its place up, one that is up makes room.
        assertThat(RestAssured.delete(Api.instance(five.get(2).instanceId())).statusCode())
                .isEqualTo(202);
        others.tell(five.get(0).provisioned());
        awaitRequested(five.subList(3, 4));
        get(place(five.get(4))).body("queue.place", equalTo(1));
        assertThat(requested(five.get(2))).as("removed before its turn").isEmpty();

        others.tell(five.get(1).provisioningFailed());
        awaitRequested(five.subList(4, 5));
        get(place(five.get(4))).body("queue", nullValue());
    }

    @Test
    void upgradesWaitTheirTurnToBeginAndThenToSwitch() {
        List<Story> three = Stream.generate(this::running).limit(3).toList();
        List<Story> upgrades =
                three.stream().map(story -> Api.upgrade(story, "NOW")).toList();
        Story first = upgrades.get(0);
        Story second = upgrades.get(1);
        Story third = upgrades.get(2);
        others.hear(UpgradeRequested.class, first.instanceId());
        others.hear(UpgradeRequested.class, second.instanceId());
        get(Api.upgrade(third.upgradeId()))
                .body("state", equalTo("REQUESTED"))
                .body("queue.work", equalTo("SYNCHRONISATION"))
                .body("queue.place", equalTo(1));

        catchUp(first);
        SwitchWindowOpen grant = others.hear(SwitchWindowOpen.class, first.instanceId());
        assertThat(grant.attempt()).isEqualTo(1);
        others.hear(UpgradeRequested.class, third.instanceId());
        catchUp(second);
        awaitState(second.upgradeId(), "WAITING_FOR_WINDOW");
        catchUp(third);
        awaitState(third.upgradeId(), "WAITING_FOR_WINDOW");
        get(Api.upgrade(second.upgradeId()))
                .body("queue.work", equalTo("SWITCH"))
                .body("queue.place", equalTo(1));
        get(Api.upgrade(third.upgradeId())).body("queue.place", equalTo(2));
        assertThat(others.all(SwitchWindowOpen.class, second.instanceId())).isEmpty();

        // A cancelled one leaves the queue; the switch that comes back makes room.
        post(Api.upgrade(second.upgradeId()) + "/cancel").statusCode(202);
        others.hear(UpgradeCancelled.class, second.instanceId());
        get(Api.upgrade(third.upgradeId())).body("queue.place", equalTo(1));
        others.tell(first.completed(1));
        others.hear(SwitchWindowOpen.class, third.instanceId());
        awaitState(third.upgradeId(), "SWITCHING").getString("queue");
        others.tell(third.completed(1));
        for (Story upgrade : upgrades) {
            others.tell(upgrade.stopped());
            others.tell(upgrade.released());
            awaitStatus(upgrade.instanceId(), "RUNNING");
        }
    }

    @Test
    void whoWatchesAnUpgradeIsToldOfEachPlace() {
        List<Story> three = Stream.generate(this::running).limit(3).toList();
        List<Story> upgrades =
                three.stream().map(story -> Api.upgrade(story, "NOW")).toList();
        others.hear(UpgradeRequested.class, upgrades.get(1).instanceId());
        Story waiting = running();
        waiting = Api.upgrade(waiting, "NOW");
        get(Api.upgrade(waiting.upgradeId())).body("queue.place", equalTo(2));
        List<Integer> places = new CopyOnWriteArrayList<>();
        try (Subscription watching = watch.subscribe(
                waiting.upgradeId(),
                news -> places.add(news.place() == null ? 0 : news.place().place()))) {
            await("its place").until(() -> places.contains(2));
            post(Api.upgrade(upgrades.get(2).upgradeId()) + "/cancel").statusCode(202);
            await("its new place, though nothing else of it has changed").until(() -> places.contains(1));
        }
        upgrades = new ArrayList<>(upgrades);
        upgrades.add(waiting);
        for (Story upgrade : upgrades) {
            RestAssured.post(Api.upgrade(upgrade.upgradeId()) + "/cancel");
            others.tell(upgrade.stopped());
            others.tell(upgrade.released());
            awaitState(upgrade.upgradeId(), "CANCELLED");
        }
    }

    private void catchUp(Story upgrade) {
        others.tell(upgrade.allocated());
        others.tell(upgrade.caughtUp(1));
    }

    private Story create() {
        String id = post(
                        "/api/v1/instances",
                        "{\"name\": \"cache\", \"edition\": \"REDIS\", \"version\": \"6.2.7\", \"memoryMb\": 64,"
                                + " \"replicas\": 1}")
                .statusCode(201)
                .extract()
                .path("id");
        Story story = new Story(null, id);
        instances.add(story);
        return story;
    }

    private Story running() {
        Story story = create();
        others.hear(InstanceRequested.class, story.instanceId());
        others.tell(story.provisioned());
        awaitStatus(story.instanceId(), "RUNNING");
        return story;
    }

    private static String place(Story story) {
        return Api.instance(story.instanceId());
    }

    private static List<InstanceRequested> requested(Story story) {
        return others.all(InstanceRequested.class, story.instanceId());
    }

    private static void awaitRequested(List<Story> stories) {
        await("their turns").atMost(Duration.ofSeconds(30)).until(() -> stories.stream()
                .noneMatch(story -> requested(story).isEmpty()));
    }
}
