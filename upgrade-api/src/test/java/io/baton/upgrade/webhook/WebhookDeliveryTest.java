package io.baton.upgrade.webhook;

import static io.baton.upgrade.Api.get;
import static io.baton.upgrade.Api.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.contracts.UpgradeEvent.UpgradeRequested;
import io.baton.upgrade.Api;
import io.baton.upgrade.OtherServices;
import io.baton.upgrade.ServiceTest;
import io.baton.upgrade.Story;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing is lost on the way to a webhook, whatever its receiver does, and whenever this process dies. */
@ServiceTest
class WebhookDeliveryTest {

    private static OtherServices others;

    @Inject
    EntityManager database;

    @Inject
    ObjectMapper json;

    private Receiver receiver;

    @BeforeAll
    static void begin() {
        others = new OtherServices();
    }

    @AfterAll
    static void end() {
        others.close();
    }

    @BeforeEach
    void listen() {
        receiver = new Receiver();
    }

    @AfterEach
    void hangUp() {
        receiver.close();
    }

    @Test
    void tellsOfAnUpgradeWithTheEventAsItIsOnItsTopic() throws Exception {
        Story instance = Api.running(others);
        Hooks hook = Hooks.forInstance(receiver, instance.instanceId(), "UpgradeRequested", "UpgradeCancelled");
        Story story = Api.upgrade(instance, "NOW");
        post(Api.upgrade(story.upgradeId()) + "/cancel").statusCode(202);

        List<Receiver.Got> got = receiver.awaitGot(2);
        got.forEach(hook::verify);
        assertThat(got).extracting(Receiver.Got::type).containsExactly("UpgradeRequested", "UpgradeCancelled");
        JsonPath first = got.get(0).json();
        assertThat(first.getString("specversion")).isEqualTo("1.0");
        assertThat(first.getString("id")).isEqualTo(got.get(0).id());
        assertThat(first.getString("source")).isEqualTo("/baton/upgrade-api");
        assertThat(first.getString("subject")).isEqualTo(story.upgradeId());
        var onTopic = others.hearRecord(
                "UpgradeRequested", record -> instance.instanceId().equals(record.key()));
        assertThat(new String(onTopic.headers().lastHeader("ce_id").value())).isEqualTo(first.getString("id"));
        assertThat(json.readTree(got.get(0).body()).get("data")).isEqualTo(json.readTree(onTopic.value()));
        assertThat(others.hear(UpgradeRequested.class, instance.instanceId())).isEqualTo(story.requested());
    }

    @Test
    void triesAgainUnderTheSameIdWhateverGoesWrong() {
        receiver.first(
                Receiver.status(500),
                receiver.hang(),
                receiver.hangHalfway(),
                Receiver.closed(),
                Receiver.redirect(receiver.url()));
        Hooks hook = Hooks.register(receiver, "");
        hook.call("pause");
        long ping = hook.ping();
        hook.call("resume");

        JsonPath delivered = hook.awaitDelivery(ping, "DELIVERED");

        List<Receiver.Got> all = receiver.got().stream()
                .filter(got -> got.type().equals("WebhookPing"))
                .toList();
        assertThat(all).hasSize(6).allSatisfy(hook::verify);
        assertThat(all).extracting(Receiver.Got::id).containsOnly(delivered.getString("eventId"));
        assertThat(all).extracting(Receiver.Got::body).containsOnly(all.get(0).body());
        assertThat(delivered.getInt("attempts")).isEqualTo(6);
        assertThat(delivered.getInt("lastCode")).isEqualTo(204);
        assertThat(delivered.getString("lastError")).isNull();
        assertThat(delivered.getString("nextAttemptAt")).isNull();
        assertThat(delivered.getString("endedAt")).isNotNull();
        RestAssured.get("/q/metrics")
                .then()
                .body(containsString("baton_webhook_deliveries_total{outcome=\"delivered\"}"))
                .body(containsString("baton_webhook_deliveries_total{outcome=\"failed\"}"))
                .body(containsString("baton_webhook_pending"));
    }

    /** The answer has come and nobody has written that down: as after kill -9, the lease runs out. */
    @Test
    void isSentAgainUnderTheSameIdIfTheProcessDiesBetweenSendingAndMarking() {
        Hooks hook = quiet(receiver);
        receiver.first(exchange -> {
            loseLease(hook);
            exchange.sendResponseHeaders(204, -1);
        });
        long ping = hook.ping();

        List<Receiver.Got> got = receiver.awaitGot(2);
        assertThat(got.get(1).id()).isEqualTo(got.get(0).id());
        assertThat(hook.awaitDelivery(ping, "DELIVERED").getInt("attempts")).isEqualTo(2);
    }

    @Test
    void givesUpVisiblyAndSendsAgainWhenAsked() {
        receiver.always(Receiver.status(503));
        Hooks hook = quiet(receiver);
        long ping = hook.ping();
        receiver.awaitGot(1);
        sql("update webhook_delivery set give_up_at = now() where webhook_id = '" + hook.id() + "'");

        JsonPath given = hook.awaitDelivery(ping, "GIVEN_UP");
        assertThat(given.getInt("lastCode")).isEqualTo(503);
        assertThat(given.getString("lastError")).isEqualTo("The receiver answered 503, not 2xx.");
        get(hook.path() + "/deliveries?status=GIVEN_UP").body("total", equalTo(1));
        get(hook.path() + "/deliveries?status=PENDING").body("total", equalTo(0));

        receiver.always(Receiver.status(200));
        post(hook.path() + "/deliveries/" + ping + "/redeliver").statusCode(202);
        assertThat(hook.awaitDelivery(ping, "DELIVERED").getInt("attempts")).isEqualTo(1);
        assertThat(receiver.got()).extracting(Receiver.Got::id).containsOnly(given.getString("eventId"));
    }

    @Test
    void oneReceiverThatHangsHoldsUpNoOther() {
        try (Receiver slow = new Receiver()) {
            slow.always(slow.hang());
            Story one = Api.running(others);
            Hooks.forInstance(slow, one.instanceId(), "UpgradeRequested");
            Hooks.forInstance(receiver, one.instanceId(), "UpgradeRequested");
            Api.upgrade(one, "NOW");

            receiver.awaitGot(1);
            slow.awaitGot(1);
        }
    }

    @Test
    void keepsTheOrderOfAnInstanceAndLetsOthersPass() {
        Story failing = Api.running(others);
        Story other = Api.running(others);
        receiver.always(exchange -> exchange.sendResponseHeaders(
                receiver.got().get(receiver.got().size() - 1).body().contains(failing.instanceId()) ? 500 : 204, -1));
        Hooks.register(receiver, ", \"eventTypes\": [\"UpgradeRequested\", \"UpgradeCancelled\"]");
        Story stuck = Api.upgrade(failing, "NOW");
        others.hear(UpgradeRequested.class, stuck.instanceId());
        post(Api.upgrade(stuck.upgradeId()) + "/cancel").statusCode(202);
        Story passing = Api.upgrade(other, "NOW");
        others.hear(UpgradeRequested.class, passing.instanceId());
        post(Api.upgrade(passing.upgradeId()) + "/cancel").statusCode(202);

        receiver.awaitGot(about(passing, "UpgradeCancelled"));
        assertThat(receiver.got()).noneMatch(about(stuck, "UpgradeCancelled"));
        receiver.always(Receiver.status(204));
        receiver.awaitGot(about(stuck, "UpgradeCancelled"));
    }

    @Test
    void whatComesWhileItIsPausedIsSentWhenItIsResumed() {
        Story instance = Api.running(others);
        Hooks hook = Hooks.forInstance(receiver, instance.instanceId(), "UpgradeRequested");
        hook.call("pause");
        Api.upgrade(instance, "NOW");
        await("it is kept")
                .atMost(Duration.ofSeconds(20))
                .until(() ->
                        get(hook.path() + "/deliveries").extract().jsonPath().getInt("total") == 1);
        Hooks witness = quiet(receiver);
        witness.ping();
        receiver.awaitGot(1);
        assertThat(receiver.got()).extracting(Receiver.Got::type).containsExactly("WebhookPing");

        hook.call("resume");
        assertThat(receiver.awaitGot(2).get(1).type()).isEqualTo("UpgradeRequested");
    }

    @Test
    void aLongAnswerIsNotRead() {
        receiver.first(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] much = new byte[1024 * 1024];
            try (var body = exchange.getResponseBody()) {
                for (int i = 0; i < 10_000; i++) {
                    body.write(much);
                }
            }
        });
        Hooks hook = quiet(receiver);
        assertThat(hook.awaitDelivery(hook.ping(), "DELIVERED").getInt("attempts"))
                .isEqualTo(1);
    }

    /** One that only gets pings. */
    private static Hooks quiet(Receiver receiver) {
        return Hooks.register(receiver, ", \"eventTypes\": [\"InstanceRemoved\"]");
    }

    private static java.util.function.Predicate<Receiver.Got> about(Story story, String type) {
        return got -> got.type().equals(type) && got.body().contains(story.instanceId());
    }

    private void loseLease(Hooks hook) {
        sql("update webhook_delivery set lease_token = lease_token + 1, lease_until = now() where webhook_id = '"
                + hook.id() + "'");
    }

    private void sql(String statement) {
        QuarkusTransaction.requiringNew()
                .run(() -> database.createNativeQuery(statement).executeUpdate());
    }
}
