package io.baton.upgrade.idempotency;

import static io.baton.upgrade.Api.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.baton.contracts.InstanceEvent.InstanceRequested;
import io.baton.upgrade.Api;
import io.baton.upgrade.OtherServices;
import io.baton.upgrade.ServiceTest;
import io.baton.upgrade.Story;
import io.restassured.response.Response;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@ServiceTest
class IdempotencyTest {

    private static final String INSTANCE =
            "{\"name\": \"cache\", \"edition\": \"REDIS\", \"version\": \"6.2.7\", \"memoryMb\": 64, \"replicas\": 1}";
    private static final String ORDER = "{\"targetVersion\": \"7.0\", \"switchTime\": \"NOW\"}";
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
    void aRepeatGetsTheSameAnswer() {
        String key = UUID.randomUUID().toString();
        Response first = post("/api/v1/instances", INSTANCE, key)
                .statusCode(201)
                .extract()
                .response();
        String sameInOtherWords = INSTANCE.replace(", ", " ,\n ");
        Response second =
                post("/api/v1/instances", sameInOtherWords, key).extract().response();

        same(first, second);
        others.hear(InstanceRequested.class, first.path("id"));
    }

    @Test
    void aRepeatedOrderGetsTheSameAnswerAlthoughAnUpgradeIsOpenNow() {
        Story story = Api.running(others);
        String path = Api.instance(story.instanceId()) + "/upgrades";
        String key = UUID.randomUUID().toString();
        Response first = post(path, ORDER, key).statusCode(202).extract().response();
        others.tell(new Story(first.path("id"), story.instanceId()).allocated());
        Api.awaitState(first.path("id"), "SYNCING");

        same(first, post(path, ORDER, key).extract().response());
    }

    @Test
    void aRepeatedCancelGetsTheSameAnswer() {
        Story story = Api.upgrading(others, "NOW");
        String key = UUID.randomUUID().toString();
        Response first = post(Api.upgrade(story.upgradeId()) + "/cancel", "", key)
                .statusCode(202)
                .extract()
                .response();
        others.tell(story.stopped());
        others.tell(story.released());
        Api.awaitState(story.upgradeId(), "CANCELLED");

        same(
                first,
                post(Api.upgrade(story.upgradeId()) + "/cancel", "", key)
                        .extract()
                        .response());
    }

    @Test
    void theSameKeyWithAnotherBodyOrPathIsRefused() {
        String key = UUID.randomUUID().toString();
        post("/api/v1/instances", INSTANCE, key).statusCode(201);
        for (String other : List.of(INSTANCE.replace("64", "65"), INSTANCE.replace("}", ", \"password\": \"x\"}"))) {
            post("/api/v1/instances", other, key)
                    .statusCode(422)
                    .body("code", equalTo("IDEMPOTENCY_KEY_REUSED"))
                    .body("detail", containsString("Take a new one"));
        }
        Story story = Api.running(others);
        post(Api.instance(story.instanceId()) + "/upgrades", ORDER, key).statusCode(422);
    }

    @Test
    void manyAtOnceMakeOneInstance() {
        String key = UUID.randomUUID().toString();
        List<String> ids = IntStream.range(0, 8)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> post("/api/v1/instances", INSTANCE, key)
                        .statusCode(201)
                        .extract()
                        .<String>path("id")))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .distinct()
                .toList();
        assertThat(ids).hasSize(1);
    }

    @Test
    void ofManyOrdersAtOnceOneIsGranted() {
        Story story = Api.running(others);
        List<Integer> statuses = IntStream.range(0, 8)
                .mapToObj(i ->
                        CompletableFuture.supplyAsync(() -> post(Api.instance(story.instanceId()) + "/upgrades", ORDER)
                                .extract()
                                .statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(statuses).containsOnly(202, 409).containsOnlyOnce(202);
    }

    @Test
    void aRefusedRequestIsJudgedAnew() {
        Story story = Api.upgrading(others, "NOW");
        String path = Api.instance(story.instanceId()) + "/upgrades";
        String key = UUID.randomUUID().toString();
        post(path, ORDER, key).statusCode(409);
        post(Api.upgrade(story.upgradeId()) + "/cancel").statusCode(202);
        others.tell(story.stopped());
        others.tell(story.released());
        Api.awaitStatus(story.instanceId(), "RUNNING");

        post(path, ORDER, key).statusCode(202);
    }

    @Test
    void aKeyThatIsTooLongOrBlankIsRefused() {
        post("/api/v1/instances", INSTANCE, "k".repeat(201))
                .statusCode(400)
                .body("code", equalTo("INVALID_IDEMPOTENCY_KEY"));
        post("/api/v1/instances", INSTANCE, "k".repeat(200)).statusCode(201);
    }

    private static void same(Response first, Response second) {
        assertThat(second.statusCode()).isEqualTo(first.statusCode());
        assertThat(second.asString()).isEqualTo(first.asString());
        assertThat(second.header("Location")).isEqualTo(first.header("Location"));
    }
}
