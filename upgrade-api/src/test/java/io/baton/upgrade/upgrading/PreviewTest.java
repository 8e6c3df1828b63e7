package io.baton.upgrade.upgrading;

import static io.baton.upgrade.Api.get;
import static io.baton.upgrade.Api.post;
import static io.baton.upgrade.Api.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.baton.contracts.UpgradeEvent.UpgradeRequested;
import io.baton.upgrade.Api;
import io.baton.upgrade.OtherServices;
import io.baton.upgrade.ServiceTest;
import io.baton.upgrade.Story;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@ServiceTest
class PreviewTest {

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
    void showsSpecsBeforeAndAfterFeesAndTheWindowAndChangesNothing() {
        Story story = running(others);
        post(
                        Api.instance(story.instanceId()) + "/upgrades",
                        "{\"targetVersion\": \"7.0\", \"switchTime\": \"MAINTENANCE_WINDOW\", \"dryRun\": true}")
                .statusCode(200)
                .body("instanceId", equalTo(story.instanceId()))
                .body("architecture", equalTo("STANDARD"))
                .body("from.version", equalTo("6.2.7"))
                .body("to.version", equalTo("7.0.15"))
                .body("before.version", equalTo("6.2.7"))
                .body("before.nodes", equalTo(3))
                .body("after.version", equalTo("7.0.15"))
                .body("after.memoryMb", equalTo(64))
                .body("fees.change", equalTo("none"))
                .body("nextWindow.opensAt", notNullValue())
                .body("nextWindow.zone", equalTo("UTC"))
                .body("warnings.code", hasItem("ACL_CHANNELS_RESET"))
                .body("refusals", hasSize(0));
        get(Api.instance(story.instanceId())).body("status", equalTo("RUNNING"));
        assertThat(others.all(UpgradeRequested.class, story.instanceId())).isEmpty();
    }

    @Test
    void answersARefusedOrderWithItsRefusals() {
        Story story = Api.upgrading(others, "NOW");
        post(
                        Api.instance(story.instanceId()) + "/upgrades",
                        "{\"targetVersion\": \"5.0\", \"switchTime\": \"NOW\", \"dryRun\": true}")
                .statusCode(200)
                .body("to", nullValue())
                .body("after", nullValue())
                .body("nextWindow", nullValue())
                .body("refusals.code", equalTo(java.util.List.of("UPGRADE_OPEN", "DOWNGRADE")));
    }

    @Test
    void previewsMinorUpgradesToo() {
        Story story = running(others, "6.2.6");
        post(Api.instance(story.instanceId()) + "/minor-upgrades", "{\"switchTime\": \"NOW\", \"dryRun\": true}")
                .statusCode(200)
                .body("to.version", equalTo("6.2.7"));
    }

    @Test
    void targetsAreTheLaterLinesAndTheNewerPatchRelease() {
        Story story = running(others, "6.2.6");
        get(Api.instance(story.instanceId()) + "/upgrade-targets")
                .statusCode(200)
                .body("current.line", equalTo("6.2"))
                .body("major.line", equalTo(java.util.List.of("7.0")))
                .body("major[0].version", equalTo("7.0.15"))
                .body("major[0].available", equalTo(true))
                .body("minor.version", equalTo("6.2.7"));
    }

    @Test
    void theNewestVersionHasNoTargets() {
        Story story = running(others, "7.0.15");
        get(Api.instance(story.instanceId()) + "/upgrade-targets")
                .statusCode(200)
                .body("major", hasSize(0))
                .body("minor", nullValue());
    }

    @Test
    void listsUpgradesOfAnInstance() {
        Story story = Api.upgrading(others, "NOW");
        get("/api/v1/upgrades?instanceId=" + story.instanceId())
                .statusCode(200)
                .body("items.id", equalTo(java.util.List.of(story.upgradeId())))
                .body("total", equalTo(1));
        get("/api/v1/upgrades?size=1").body("items", hasSize(1)).body("size", equalTo(1));
    }

    @Test
    void describesItself() {
        get("/q/openapi?format=json")
                .statusCode(200)
                .body("info.title", equalTo("Baton"))
                .body("paths.'/api/v1/instances/{id}/upgrades'.post.summary", containsString("later line"));
        get("/q/metrics").statusCode(200).body(containsString("baton_upgrades{state=\"SYNCING\"}"));
        get("/q/health/ready").statusCode(200);
        get("/q/health/live").statusCode(200);
    }
}
