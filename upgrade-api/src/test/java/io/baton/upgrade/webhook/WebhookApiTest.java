package io.baton.upgrade.webhook;

import static io.baton.upgrade.Api.get;
import static io.baton.upgrade.Api.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.baton.contracts.EventTypes;
import io.baton.engine.Secret;
import io.baton.engine.credential.CredentialStore;
import io.baton.upgrade.ServiceTest;
import io.baton.upgrade.webhook.model.WebhookSecret;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ServiceTest
class WebhookApiTest {

    private static final String QUIET = ", \"eventTypes\": [\"InstanceRemoved\"]";

    @Inject
    CredentialStore credentials;

    @Inject
    EntityManager database;

    @ConfigProperty(name = "mp.messaging.incoming.webhooks.topics")
    List<String> topics;

    private Receiver receiver;

    @BeforeEach
    void listen() {
        receiver = new Receiver();
    }

    @AfterEach
    void hangUp() {
        receiver.close();
    }

    @Test
    void everyTopicIsRead() {
        assertThat(topics).containsExactlyElementsOf(EventTypes.names());
    }

    @Test
    void registersListsShowsAndRemoves() {
        Hooks hook = Hooks.register(receiver, QUIET);
        get(hook.path())
                .statusCode(200)
                .body("url", equalTo(receiver.url()))
                .body("status", equalTo("ACTIVE"))
                .body("eventTypes", equalTo(List.of("InstanceRemoved")))
                .body("instanceIds", equalTo(List.of()));
        get(Hooks.PATH + "?size=200").statusCode(200).body("items.id", hasItem(hook.id()));
        post(hook.path() + "/pause").statusCode(200).body("status", equalTo("PAUSED"));
        post(hook.path() + "/pause").statusCode(200).body("status", equalTo("PAUSED"));
        post(hook.path() + "/resume").statusCode(200).body("status", equalTo("ACTIVE"));

        given().delete(hook.path()).then().statusCode(204);
        get(hook.path()).statusCode(404).body("code", equalTo("UNKNOWN_WEBHOOK"));
        get(hook.path() + "/deliveries").statusCode(404);
        post(hook.path() + "/ping").statusCode(404);
        given().delete(hook.path()).then().statusCode(404);
        assertThat(credentials.get("webhook/" + hook.id() + "/secret")).isEmpty();
    }

    @Test
    void aGeneratedSecretIsShownOnceAndLiesInTheCredentialStore() {
        String key = UUID.randomUUID().toString();
        String body = "{\"url\": \"" + receiver.url() + "\"" + QUIET + "}";
        Response first = post(Hooks.PATH, body, key)
                .statusCode(201)
                .header("Location", containsString(Hooks.PATH + "/whk-"))
                .extract()
                .response();
        String secret = first.path("secret");
        assertThat(WebhookSecret.parse(secret)).isPresent();
        assertThat(credentials.get("webhook/" + first.path("id") + "/secret")).contains(Secret.of(secret));

        post(Hooks.PATH, body, key)
                .statusCode(201)
                .body("id", equalTo(first.<String>path("id")))
                .body(not(containsString("secret\":")));
        get(Hooks.PATH + "/" + first.path("id")).body(not(containsString(secret)));
        get(Hooks.PATH + "?size=200").body(not(containsString("whsec_")));
    }

    @Test
    void aGivenSecretIsNotShownAndSigns() {
        Secret own = WebhookSecret.generate();
        String id = post(
                        Hooks.PATH,
                        "{\"url\": \"" + receiver.url() + "\", \"secret\": \"" + own.reveal() + "\"" + QUIET + "}")
                .statusCode(201)
                .body(not(containsString("whsec_")))
                .extract()
                .path("id");
        Hooks hook = new Hooks(id, own);
        hook.ping();
        hook.verify(receiver.awaitGot(1).get(0));
    }

    @Test
    void afterARotationBothSecretsSignForAWhile() {
        Hooks before = Hooks.register(receiver, QUIET);
        String fresh = post(before.path() + "/rotate-secret", "{}")
                .statusCode(200)
                .body("formerSecretUntil", startsWith("20"))
                .extract()
                .path("secret");
        assertThat(fresh).isNotEqualTo(before.secret().reveal());
        before.ping();

        Receiver.Got got = receiver.awaitGot(1).get(0);
        assertThat(got.signature().split(" ")).hasSize(2);
        before.verify(got);
        new Hooks(before.id(), Secret.of(fresh)).verify(got);
    }

    @Test
    void onceThatIsOverOnlyTheNewOneSigns() {
        Hooks before = Hooks.register(receiver, QUIET);
        String fresh = post(before.path() + "/rotate-secret", "{}").extract().path("secret");
        QuarkusTransaction.requiringNew().run(() -> database.createNativeQuery(
                        "update webhook set former_secret_until = now() where id = '" + before.id() + "'")
                .executeUpdate());
        before.ping();

        Receiver.Got got = receiver.awaitGot(1).get(0);
        assertThat(got.signature().split(" ")).hasSize(1);
        new Hooks(before.id(), Secret.of(fresh)).verify(got);
    }

    @Test
    void aRepeatedPingIsOne() {
        Hooks hook = Hooks.register(receiver, QUIET);
        String key = UUID.randomUUID().toString();
        long first = post(hook.path() + "/ping", "", key)
                .statusCode(202)
                .extract()
                .jsonPath()
                .getLong("id");
        long again = post(hook.path() + "/ping", "", key)
                .statusCode(202)
                .extract()
                .jsonPath()
                .getLong("id");
        assertThat(again).isEqualTo(first);
        hook.awaitDelivery(first, "DELIVERED");
        assertThat(receiver.got()).hasSize(1);
    }

    @ParameterizedTest(name = "{0}: {1} {2}, which names {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{}                                                          | 400 | INVALID_REQUEST    | url",
                "{'url': 'no url'}                                           | 400 | INVALID_URL        | no URL",
                "{'url': 'ftp://127.0.0.1/'}                                 | 400 | INVALID_URL        | https://",
                "{'url': 'http:///x'}                                        | 400 | INVALID_URL        | host",
                "{'url': 'http://u:p@127.0.0.1/'}                            | 400 | INVALID_URL        | password",
                "{'url': 'http://127.0.0.1/#x'}                              | 400 | INVALID_URL        | #",
                "{'url': 'http://169.254.169.254/'}                          | 422 | HOST_NOT_ALLOWED   | baton.upgrade.webhooks.hosts",
                "{'url': 'http://127.0.0.1/', 'eventTypes': ['Exploded']}    | 422 | UNKNOWN_EVENT_TYPE | UpgradeCompleted",
                "{'url': 'http://127.0.0.1/', 'eventTypes': []}              | 400 | INVALID_REQUEST    | eventTypes",
                "{'url': 'http://127.0.0.1/', 'instanceIds': ['ins-x']}      | 422 | UNKNOWN_INSTANCE   | ins-x",
                "{'url': 'http://127.0.0.1/', 'secret': 'hunter2'}           | 400 | INVALID_SECRET     | whsec_",
                "{'url': 'http://127.0.0.1/', 'events': []}                  | 400 | UNKNOWN_FIELD      | eventTypes"
            })
    void badInputIsAClearProblem(String body, int status, String code, String named) {
        post(Hooks.PATH, body.replace('\'', '"'))
                .statusCode(status)
                .contentType(startsWith("application/problem+json"))
                .body("code", equalTo(code))
                .body("detail", containsString(named))
                .body(not(containsString("hunter2")));
    }

    @Test
    void anUnknownDeliveryOrStatusIsAClearProblem() {
        Hooks hook = Hooks.register(receiver, QUIET);
        get(hook.path() + "/deliveries/1").statusCode(404).body("code", equalTo("UNKNOWN_DELIVERY"));
        post(hook.path() + "/deliveries/1/redeliver").statusCode(404);
        get(hook.path() + "/deliveries?status=LOST")
                .statusCode(400)
                .body("code", equalTo("INVALID_STATUS"))
                .body("detail", containsString("GIVEN_UP"));
        get(hook.path() + "/deliveries?size=0").statusCode(400).body("code", equalTo("INVALID_PAGING"));
    }
}
