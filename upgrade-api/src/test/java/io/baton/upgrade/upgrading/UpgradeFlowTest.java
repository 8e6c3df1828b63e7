package io.baton.upgrade.upgrading;

import static io.baton.upgrade.Api.awaitState;
import static io.baton.upgrade.Api.awaitStatus;
import static io.baton.upgrade.Api.get;
import static io.baton.upgrade.Api.post;
import static io.baton.upgrade.Api.running;
import static io.baton.upgrade.Api.upgrading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.baton.contracts.EngineBuild;
import io.baton.contracts.UpgradeEvent.SwitchWindowOpen;
import io.baton.contracts.UpgradeEvent.SwitchWindowRecalled;
import io.baton.contracts.UpgradeEvent.UpgradeCancelled;
import io.baton.contracts.UpgradeEvent.UpgradeCompleted;
import io.baton.contracts.UpgradeEvent.UpgradeFailed;
import io.baton.contracts.UpgradeEvent.UpgradeRequested;
import io.baton.upgrade.Api;
import io.baton.upgrade.OtherServices;
import io.baton.upgrade.ServiceTest;
import io.baton.upgrade.Story;
import io.restassured.path.json.JsonPath;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@ServiceTest
class UpgradeFlowTest {

    private static OtherServices others;

    @BeforeAll
    static void begin() {
        others = new OtherServices();
    }

    @AfterAll
    static void end() {
        others.close();
    }

    @Test
    void goesFromTheRequestThroughFiveStagesToItsEnd() {
        Story story = upgrading(others, "NOW");
        UpgradeRequested requested = others.hear(UpgradeRequested.class, story.instanceId());
        assertThat(requested).isEqualTo(story.requested());
        awaitState(story.upgradeId(), "ALLOCATING");

        others.tell(story.allocated());
        awaitState(story.upgradeId(), "SYNCING");
        others.tell(story.progressed(50));
        others.tell(story.caughtUp(1));
        SwitchWindowOpen grant = others.hear(SwitchWindowOpen.class, story.instanceId());
        assertThat(grant.attempt()).isEqualTo(1);
        assertThat(grant.source()).isEqualTo(Story.old());
        assertThat(grant.target()).isEqualTo(Story.created());
        awaitState(story.upgradeId(), "SWITCHING");

        others.tell(story.completed(1));
        JsonPath finishing = awaitState(story.upgradeId(), "FINISHING");
        assertThat(finishing.getDouble("receipt.holdMs")).isEqualTo(4.5);
        get(Api.instance(story.instanceId()))
                .body("version", equalTo("7.0.15"))
                .body("line", equalTo("7.0"))
                .body("status", equalTo("UPGRADING"))
                .body("nodes.id", hasItems("new-1", "new-2", "proxy-1"))
                .body("openUpgradeId", equalTo(story.upgradeId()));

        others.tell(story.stopped());
        others.tell(story.released());
        JsonPath completed = awaitState(story.upgradeId(), "COMPLETED");
        assertThat(completed.getInt("progress")).isEqualTo(100);
        assertThat(completed.getInt("stage")).isEqualTo(5);
        assertThat(completed.getList("stages.endedAt")).hasSize(5).doesNotContainNull();
        assertThat(others.hear(UpgradeCompleted.class, story.instanceId()).build())
                .isEqualTo(Story.NEW);
        get(Api.instance(story.instanceId())).body("status", equalTo("RUNNING")).body("openUpgradeId", nullValue());
    }

    @Test
    void takesDuplicatesAndAnyOrder() {
        Story story = upgrading(others, "NOW");
        others.tell(story.caughtUp(1));
        others.tell(story.released());
        others.tell(story.stopped());
        others.tell(story.allocated());
        others.tell(story.allocated());
        others.hear(SwitchWindowOpen.class, story.instanceId());
        others.tell(story.caughtUp(1));
        others.tell(story.completed(1));
        others.tell(story.completed(1));

        awaitState(story.upgradeId(), "COMPLETED");
        assertThat(others.all(SwitchWindowOpen.class, story.instanceId())).hasSize(1);
    }

    @Test
    void aMissedSwitchIsTriedAgain() {
        Story story = upgrading(others, "NOW");
        others.tell(story.allocated());
        others.tell(story.caughtUp(1));
        others.hear(SwitchWindowOpen.class, story.instanceId());
        others.tell(story.missed(1));
        others.hear(SwitchWindowOpen.class, story.instanceId(), grant -> grant.attempt() == 2);
        JsonPath again = awaitState(story.upgradeId(), "SWITCHING");
        assertThat(again.getInt("attempts")).isEqualTo(2);
        assertThat(again.getString("lastMissedReason.code")).isEqualTo("DRAIN_TIMEOUT");

        others.tell(story.completed(2));
        others.tell(story.stopped());
        others.tell(story.released());
        awaitState(story.upgradeId(), "COMPLETED");
    }

    @Test
    void aMinorUpgradeFindsTheNewestPatchReleaseByItself() {
        Story instance = running(others, "6.2.6");
        String upgradeId = post(Api.instance(instance.instanceId()) + "/minor-upgrades", "{\"switchTime\": \"NOW\"}")
                .statusCode(202)
                .body("kind", equalTo("MINOR"))
                .body("to.version", equalTo("6.2.7"))
                .extract()
                .path("id");
        assertThat(others.hear(UpgradeRequested.class, instance.instanceId()))
                .satisfies(requested -> assertThat(requested.to()).isEqualTo(new EngineBuild("REDIS", "6.2.7")))
                .satisfies(requested -> assertThat(requested.upgradeId()).isEqualTo(upgradeId));
    }

    @Test
    void canBeCancelledInStageOne() {
        Story story = upgrading(others, "NOW");
        cancelledWithNoGrantOut(story);
    }

    @Test
    void canBeCancelledInStageTwo() {
        Story story = upgrading(others, "NOW");
        others.tell(story.allocated());
        awaitState(story.upgradeId(), "SYNCING");
        cancelledWithNoGrantOut(story);
    }

    @Test
    void canBeCancelledInStageThree() {
        Story story = upgrading(others, "MAINTENANCE_WINDOW");
        others.tell(story.allocated());
        others.tell(story.caughtUp(1));
        JsonPath waiting = awaitState(story.upgradeId(), "WAITING_FOR_WINDOW");
        assertThat(waiting.getString("nextWindow.opensAt")).isNotNull().isEqualTo(waiting.getString("eta"));
        cancelledWithNoGrantOut(story);
    }

    private static void cancelledWithNoGrantOut(Story story) {
        post(Api.upgrade(story.upgradeId()) + "/cancel").statusCode(202).body("state", equalTo("CANCELLING"));
        post(Api.upgrade(story.upgradeId()) + "/cancel").statusCode(202).body("state", equalTo("CANCELLING"));
        others.hear(UpgradeCancelled.class, story.instanceId());
        others.tell(story.stopped());
        others.tell(story.released());
        awaitState(story.upgradeId(), "CANCELLED");
        awaitStatus(story.instanceId(), "RUNNING");
        get(Api.instance(story.instanceId())).body("version", equalTo("6.2.7"));
        post(Api.upgrade(story.upgradeId()) + "/cancel").statusCode(409).body("code", equalTo("TOO_LATE"));
    }

    @Test
    void aCancelledOneTellsWhichProxiesServeTheInstanceNow() {
        Story story = upgrading(others, "NOW");
        others.tell(story.allocated());
        awaitState(story.upgradeId(), "SYNCING");
        post(Api.upgrade(story.upgradeId()) + "/cancel").statusCode(202);
        others.tell(story.stopped());
        others.tell(story.releasedBehindNewerProxies());

        awaitState(story.upgradeId(), "CANCELLED");
        JsonPath instance = awaitStatus(story.instanceId(), "RUNNING");
        assertThat(instance.getString("version")).isEqualTo("6.2.7");
        assertThat(instance.getList("nodes.id")).containsExactly("old-1", "old-2", "proxy-2");
        assertThat(instance.getList("nodes.version")).containsExactly("6.2.7", "6.2.7", "2.0.0");
    }

    @Test
    void aCancelWhileSwitchingWaitsForTheGrantToComeBack() {
        Story story = switching();
        CompletableFuture<Void> switchover = CompletableFuture.runAsync(() -> {
            others.hear(SwitchWindowRecalled.class, story.instanceId());
            others.tell(story.missed(1));
        });

        post(Api.upgrade(story.upgradeId()) + "/cancel").statusCode(202).body("state", equalTo("CANCELLING"));

        switchover.join();
        others.hear(UpgradeCancelled.class, story.instanceId());
    }

    @Test
    void aCancelThatLosesAgainstTheSwitchSaysSo() {
        Story story = switching();
        CompletableFuture<Void> switchover = CompletableFuture.runAsync(() -> {
            others.hear(SwitchWindowRecalled.class, story.instanceId());
            others.tell(story.completed(1));
        });

        post(Api.upgrade(story.upgradeId()) + "/cancel")
                .statusCode(409)
                .body("code", equalTo("TOO_LATE"))
                .body("detail", org.hamcrest.Matchers.containsString("committed"));

        switchover.join();
        post(Api.upgrade(story.upgradeId()) + "/switch-now").statusCode(409).body("code", equalTo("TOO_LATE"));
    }

    @Test
    void aCancelThatIsStillUndecidedIsRemembered() {
        Story story = switching();
        post(Api.upgrade(story.upgradeId()) + "/cancel")
                .statusCode(202)
                .body("state", equalTo("SWITCHING"))
                .body("cancelRequested", equalTo(true));
        post(Api.upgrade(story.upgradeId()) + "/switch-now").statusCode(409);

        others.tell(story.missed(1));
        awaitState(story.upgradeId(), "CANCELLING");
    }

    @Test
    void failsWhereAllocationFails() {
        Story story = upgrading(others, "NOW");
        others.tell(story.allocationFailed());
        failed(story, "NO_MEMORY");
    }

    @Test
    void failsWhereSyncFails() {
        Story story = upgrading(others, "NOW");
        others.tell(story.allocated());
        others.tell(story.syncFailed());
        failed(story, "FULL_SYNC_LOOP");
    }

    @Test
    void failsWhileSwitchingOnlyOnceTheGrantIsBack() {
        Story story = switching();
        others.tell(story.syncFailed());
        others.hear(SwitchWindowRecalled.class, story.instanceId());
        get(Api.upgrade(story.upgradeId())).body("state", equalTo("SWITCHING"));
        assertThat(others.all(UpgradeFailed.class, story.instanceId())).isEmpty();

        others.tell(story.missed(1));
        failed(story, "FULL_SYNC_LOOP");
    }

    private static void failed(Story story, String code) {
        awaitState(story.upgradeId(), "FAILING");
        assertThat(others.hear(UpgradeFailed.class, story.instanceId()).reason().code())
                .isEqualTo(code);
        others.tell(story.released());
        others.tell(story.stopped());
        awaitState(story.upgradeId(), "FAILED");
        get(Api.upgrade(story.upgradeId())).body("failure.code", equalTo(code)).body("endedAt", notNullValue());
        awaitStatus(story.instanceId(), "RUNNING");
    }

    private static Story switching() {
        Story story = upgrading(others, "NOW");
        others.tell(story.allocated());
        others.tell(story.caughtUp(1));
        others.hear(SwitchWindowOpen.class, story.instanceId());
        return story;
    }
}
