package io.baton.upgrade;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;

import io.restassured.http.ContentType;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Duration;

/** The API, as its users call it. */
public final class Api {

    private static final String INSTANCES = "/api/v1/instances";
    private static final String UPGRADES = "/api/v1/upgrades";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Api() {}

    public static ValidatableResponse post(String path, String body) {
        return given().contentType(ContentType.JSON).body(body).post(path).then();
    }

    public static ValidatableResponse post(String path, String body, String idempotencyKey) {
        return given().contentType(ContentType.JSON)
                .header("Idempotency-Key", idempotencyKey)
                .body(body)
                .post(path)
                .then();
    }

    public static ValidatableResponse post(String path) {
        return given().post(path).then();
    }

    public static ValidatableResponse patch(String path, String body) {
        return given().contentType(ContentType.JSON).body(body).patch(path).then();
    }

    public static ValidatableResponse get(String path) {
        return given().get(path).then();
    }

    public static String instance(String id) {
        return INSTANCES + "/" + id;
    }

    public static String upgrade(String id) {
        return UPGRADES + "/" + id;
    }

    /** Creates an instance that runs 6.2.7, played by the other services. */
    public static Story running(OtherServices others) {
        return running(others, "6.2.7");
    }

    public static Story running(OtherServices others, String version) {
        String id = post(INSTANCES, """
                        {"name": "cache", "edition": "REDIS", "version": "%s", "memoryMb": 64, "replicas": 1}
                        """.formatted(version))
                .statusCode(201)
                .extract()
                .path("id");
        Story story = new Story(null, id);
        others.tell(story.provisioned(version));
        awaitStatus(id, "RUNNING");
        return story;
    }

    /** Orders an upgrade to 7.0. */
    public static Story upgrading(OtherServices others, String switchTime) {
        return upgrade(running(others), switchTime);
    }

    public static Story upgrade(Story instance, String switchTime) {
        String upgradeId = post(
                        instance(instance.instanceId()) + "/upgrades",
                        "{\"targetVersion\": \"7.0\", \"switchTime\": \"%s\"}".formatted(switchTime))
                .statusCode(202)
                .extract()
                .path("id");
        return new Story(upgradeId, instance.instanceId());
    }

    public static JsonPath awaitState(String upgradeId, String state) {
        return awaitValue(upgrade(upgradeId), "state", state);
    }

    public static JsonPath awaitStatus(String instanceId, String status) {
        return awaitValue(instance(instanceId), "status", status);
    }

    private static JsonPath awaitValue(String path, String field, String value) {
        return await(path + " gets " + value)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () -> get(path).statusCode(200).extract().jsonPath(),
                        json -> value.equals(json.getString(field)));
    }
}
