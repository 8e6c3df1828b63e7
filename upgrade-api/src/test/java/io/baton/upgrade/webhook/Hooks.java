package io.baton.upgrade.webhook;

import static io.baton.upgrade.Api.get;
import static io.baton.upgrade.Api.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.engine.Secret;
import io.baton.upgrade.webhook.application.WebhookSignature;
import io.restassured.path.json.JsonPath;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Webhooks, as their users handle them. */
record Hooks(String id, Secret secret) {

    static final String PATH = "/api/v1/webhooks";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** @param further fields of the body, such as {@code , "eventTypes": ["UpgradeFailed"]} */
    static Hooks register(Receiver receiver, String further) {
        JsonPath made = post(PATH, "{\"url\": \"" + receiver.url() + "\"" + further + "}")
                .statusCode(201)
                .extract()
                .jsonPath();
        return new Hooks(made.getString("id"), Secret.of(made.getString("secret")));
    }

    static Hooks forInstance(Receiver receiver, String instanceId, String... types) {
        return register(
                receiver,
                ", \"instanceIds\": [\"" + instanceId + "\"], \"eventTypes\": [\"" + String.join("\",\"", types)
                        + "\"]");
    }

    String path() {
        return PATH + "/" + id;
    }

    void call(String what) {
        post(path() + "/" + what).statusCode(200);
    }

    /** Has a ping sent and returns its delivery's id. */
    long ping() {
        return post(path() + "/ping").statusCode(202).extract().jsonPath().getLong("id");
    }

    JsonPath delivery(long delivery) {
        return get(path() + "/deliveries/" + delivery).statusCode(200).extract().jsonPath();
    }

    JsonPath awaitDelivery(long delivery, String status) {
        return await("delivery " + delivery + " is " + status)
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> delivery(delivery), json -> status.equals(json.getString("status")));
    }

    void verify(Receiver.Got got) {
        Instant time = Instant.ofEpochSecond(Long.parseLong(got.timestamp()));
        assertThat(Duration.between(time, Instant.now()).abs()).isLessThan(Duration.ofMinutes(1));
        assertThat(got.signature().split(" "))
                .contains(WebhookSignature.of(got.id(), time, got.body(), List.of(secret)));
    }
}
