package io.baton.upgrade.upgrading;

import static io.baton.upgrade.Api.awaitState;
import static io.baton.upgrade.Api.awaitStatus;
import static io.baton.upgrade.Api.get;
import static io.baton.upgrade.Api.post;
import static io.baton.upgrade.Api.running;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;

import io.baton.contracts.Endpoint;
import io.baton.contracts.EngineNode;
import io.baton.contracts.Finding;
import io.baton.contracts.Finding.Severity;
import io.baton.contracts.InstanceEvent.InstanceProvisioned;
import io.baton.contracts.Topology;
import io.baton.contracts.UpgradeEvent.SwitchWindowOpen;
import io.baton.contracts.UpgradeEvent.SyncCaughtUp;
import io.baton.contracts.UpgradeEvent.UpgradeRequested;
import io.baton.testkit.TestEngine;
import io.baton.upgrade.Api;
import io.baton.upgrade.OtherServices;
import io.baton.upgrade.ServiceTest;
import io.baton.upgrade.Story;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What a running engine tells decides about an order, and comes along to the receipt. */
@ServiceTest
class PrecheckFlowTest {
    private static final String NOW = "{\"targetVersion\": \"7.0\", \"switchTime\": \"NOW\"}";
    private static final String DRY = "{\"targetVersion\": \"7.0\", \"switchTime\": \"NOW\", \"dryRun\": true}";

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
    void anEngineWithoutACommandThatTheSwitchNeedsIsRefusedWithWhatToDo() {
        try (TestEngine engine = TestEngine.start("6.2.7", Map.of("rename-command", "CONFIG hidden"))) {
            String upgrades = Api.instance(on(engine)) + "/upgrades";
            post(upgrades, DRY)
                    .statusCode(200)
                    .body("findings", hasSize(1))
                    .body("findings[0].code", equalTo("COMMAND_RENAMED"))
                    .body("findings[0].severity", equalTo("BLOCK"))
                    .body("findings[0].advice", containsString("rename-command"))
                    .body("refusals.code", equalTo(List.of("PRECHECK_BLOCKS")));
            post(upgrades, NOW)
                    .statusCode(422)
                    .contentType("application/problem+json")
                    .body("code", equalTo("PRECHECK_BLOCKS"))
                    .body("detail", containsString("CONFIG"))
                    .body("findings[0].code", equalTo("COMMAND_RENAMED"));
        }
    }

    @Test
    void anEngineThatDoesNotAdmitTheInstancesPasswordIsRefused() {
        try (TestEngine engine = TestEngine.start("6.2.7")) {
            String upgrades = Api.instance(on(engine)) + "/upgrades";
            engine.command("CONFIG", "SET", "requirepass", "another");
            post(upgrades, NOW)
                    .statusCode(422)
                    .body("findings[0].code", equalTo("PASSWORD_REFUSED"))
                    .body("findings[0].advice", containsString("ACL SETUSER default on"));
        }
    }

    @Test
    void aRefusedOrderChangesNothing() {
        try (TestEngine engine = TestEngine.start("6.2.7", Map.of("rename-command", "REPLICAOF \"\""))) {
            String instance = on(engine);
            post(Api.instance(instance) + "/upgrades", NOW).statusCode(422);
            get(Api.instance(instance)).body("status", equalTo("RUNNING"));
            assertThat(others.all(UpgradeRequested.class, instance)).isEmpty();
        }
    }

    @Test
    void warningsComeWithTheUpgradeAndTheLastOnesWithTheReceipt() {
        try (TestEngine engine = TestEngine.start("6.2.7")) {
            engine.command("STRALGO", "LCS", "STRINGS", "ab", "bc");
            String instance = on(engine);
            String upgrade = post(Api.instance(instance) + "/upgrades", NOW)
                    .statusCode(202)
                    .body("findings.code", equalTo(List.of("COMMAND_CHANGED")))
                    .body("findings[0].message", containsString("STRALGO"))
                    .extract()
                    .path("id");
            Story story = new Story(upgrade, instance);
            others.hear(UpgradeRequested.class, instance);
            others.tell(story.allocated());
            Finding last = new Finding("MEMORY_HIGH", Severity.WARN, "It uses 60 of its 64 MiB.", "Delete data first.");
            others.tell(new SyncCaughtUp(upgrade, instance, 1, 0, List.of(last)));
            others.hear(SwitchWindowOpen.class, instance);
            get(Api.upgrade(upgrade)).body("findings.code", equalTo(List.of("MEMORY_HIGH")));

            others.tell(story.completed(1));
            awaitState(upgrade, "FINISHING");
            get(Api.upgrade(upgrade))
                    .body("receipt.holdMs", equalTo(4.5f))
                    .body("receipt.versionAfter", equalTo("7.0.15"))
                    .body("receipt.findings.code", equalTo(List.of("MEMORY_HIGH")))
                    .body("receipt.findings[0].advice", equalTo("Delete data first."));
        }
    }

    @Test
    void anEngineThatCantBeReachedIsAWarning() {
        Story story = running(others);
        post(Api.instance(story.instanceId()) + "/upgrades", DRY)
                .statusCode(200)
                .body("findings.code", hasItem("ENGINE_UNREACHABLE"))
                .body("findings[0].severity", equalTo("WARN"))
                .body("refusals", hasSize(0));
    }

    @Test
    void theApiDescribesFindings() {
        get("/q/openapi?format=json")
                .body("components.schemas.Finding.properties.severity", org.hamcrest.Matchers.notNullValue())
                .body("components.schemas.Receipt.properties.holdMs", org.hamcrest.Matchers.notNullValue())
                .body("components.schemas.Receipt.properties.findings", org.hamcrest.Matchers.notNullValue());
    }

    /** An instance whose master is this engine. */
    private static String on(TestEngine engine) {
        String id = post("/api/v1/instances", """
                        {"name": "cache", "edition": "REDIS", "version": "6.2.7", "memoryMb": 64, "replicas": 0}
                        """).statusCode(201).extract().path("id");
        others.tell(new InstanceProvisioned(
                id,
                new Topology(
                                new EngineNode("old-1", new Endpoint(engine.host(), engine.port()), Story.OLD),
                                List.of(),
                                List.of())
                        .behind(Story.old().proxies())));
        awaitStatus(id, "RUNNING");
        return id;
    }
}
