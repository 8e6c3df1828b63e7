package io.baton.upgrade.instances;

import static io.baton.upgrade.Api.awaitStatus;
import static io.baton.upgrade.Api.get;
import static io.baton.upgrade.Api.patch;
import static io.baton.upgrade.Api.post;
import static io.baton.upgrade.Api.running;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.baton.contracts.InstanceEvent.InstanceRemovalRequested;
import io.baton.contracts.InstanceEvent.InstanceRequested;
import io.baton.engine.credential.CredentialStore;
import io.baton.upgrade.Api;
import io.baton.upgrade.OtherServices;
import io.baton.upgrade.ServiceTest;
import io.baton.upgrade.Story;
import io.baton.upgrade.UpgradeSettings;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@ServiceTest
class InstancesTest {

    private static final String SECRET = "correct-horse-battery-staple";
    private static OtherServices others;

    @Inject
    CredentialStore credentials;

    @Inject
    EntityManager database;

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

    @Test
    void isCreatedAndTurnsRunningWhenItsNodesAreUp() {
        ValidatableResponse answer = post("/api/v1/instances", """
                        {"name": "cache", "edition": "REDIS", "version": "6.2", "memoryMb": 64, "replicas": 1}
                        """)
                .statusCode(201)
                .body("status", equalTo("CREATING"))
                .body("version", equalTo("6.2.7"))
                .body("line", equalTo("6.2"))
                .body("architecture", equalTo("STANDARD"))
                .body("endpoint.host", equalTo("127.0.0.1"))
                .body("endpoint.port", greaterThan(1023))
                .body("maintenanceWindow.start", equalTo("03:00"))
                .body("nodes", hasSize(0));
        String id = answer.extract().path("id");
        answer.header("Location", endsWith("/api/v1/instances/" + id)).header("Location", startsWith("http"));

        InstanceRequested requested = others.hear(InstanceRequested.class, id);
        assertThat(requested.build()).isEqualTo(Story.OLD);
        assertThat(requested.spec()).isEqualTo(Story.SPEC);
        assertThat(requested.endpoint().port()).isEqualTo(answer.extract().<Integer>path("endpoint.port"));

        others.tell(new Story(null, id).provisioned());
        JsonPath running = awaitStatus(id, "RUNNING");
        assertThat(running.getList("nodes.role")).containsExactly("MASTER", "REPLICA", "PROXY");
        assertThat(running.getList("nodes.version")).containsExactly("6.2.7", "6.2.7", null);
    }

    @Test
    void hasAsManyProxiesAsItsUserWants() {
        String id = post("/api/v1/instances", """
                        {"name": "cache", "edition": "REDIS", "version": "6.2", "memoryMb": 64, "replicas": 1, "proxies": 3}
                        """)
                .statusCode(201)
                .body("proxies", equalTo(3))
                .extract()
                .path("id");

        assertThat(others.hear(InstanceRequested.class, id).spec().proxies()).isEqualTo(3);
    }

    @Test
    void failsWhereItCantBeProvisioned() {
        String id = create(null);
        others.tell(new Story(null, id).provisioningFailed());

        assertThat(awaitStatus(id, "FAILED").getString("failure.code")).isEqualTo("NO_PORT");
    }

    @Test
    void isRemovedWithItsPasswordAndItsPort() {
        String id = create(SECRET);
        Story story = new Story(null, id);
        others.tell(story.provisioned());
        awaitStatus(id, "RUNNING");
        int port = get(Api.instance(id)).extract().path("endpoint.port");
        assertThat(reserved(port)).isTrue();
        assertThat(credentials.get("instance/" + id + "/password").orElseThrow().reveal())
                .isEqualTo(SECRET);

        given().delete(Api.instance(id)).then().statusCode(202).body("status", equalTo("DELETING"));
        given().delete(Api.instance(id)).then().statusCode(202);
        others.hear(InstanceRemovalRequested.class, id);
        others.tell(story.removed());

        await().until(() -> get(Api.instance(id)).extract().statusCode() == 404);
        get("/api/v1/instances?size=200").body("items.id", not(hasItems(id)));
        await().until(() -> credentials.get("instance/" + id + "/password").isEmpty());
        assertThat(reserved(port))
                .as("the port may be given to another instance")
                .isFalse();
    }

    @Test
    void everyLivingInstanceHasAPortOfItsOwn() {
        for (int i = 0; i < 5; i++) {
            create(null);
        }
        List<Integer> ports = ports();
        Set<Integer> distinct = new HashSet<>(ports);
        assertThat(distinct).hasSameSizeAs(ports);
    }

    @Test
    void aPasswordIsNowhereButInItsStore() {
        String id = create(SECRET);
        InstanceRequested requested = others.hear(InstanceRequested.class, id);
        assertThat(requested.spec().credentialRef()).isEqualTo("instance/" + id + "/password");

        assertThat(get(Api.instance(id)).extract().asString()).doesNotContain(SECRET);
        assertThat(others.everything()).noneMatch(message -> message.contains(SECRET));
        assertThat(everyRow()).noneMatch(row -> row.contains(SECRET));
    }

    @Test
    void aRefusedInstanceLeavesNoPassword() throws IOException {
        Set<Path> before = secrets();
        post("/api/v1/instances", """
                        {"name": "x", "edition": "REDIS", "version": "9.9", "memoryMb": 1, "replicas": 0, "password": "%s"}
                        """.formatted(SECRET)).statusCode(422);
        assertThat(secrets()).isEqualTo(before);
    }

    @Test
    void changesNameAndWindow() {
        Story story = running(others);
        patch(Api.instance(story.instanceId()), """
                        {"name": "sessions", "maintenanceWindow":
                            {"start": "23:30", "end": "01:00", "zone": "Europe/Berlin", "days": ["SUNDAY", "SATURDAY"]}}
                        """)
                .statusCode(200)
                .body("name", equalTo("sessions"))
                .body("maintenanceWindow.zone", equalTo("Europe/Berlin"))
                .body("maintenanceWindow.days", equalTo(List.of("SATURDAY", "SUNDAY")));
        get(Api.instance(story.instanceId())).body("maintenanceWindow.end", equalTo("01:00"));
    }

    @Test
    void cantBeRemovedWhileItIsUpgraded() {
        Story story = Api.upgrading(others, "NOW");
        given().delete(Api.instance(story.instanceId()))
                .then()
                .statusCode(409)
                .body("code", equalTo("INSTANCE_BUSY"))
                .body("detail", org.hamcrest.Matchers.containsString(story.upgradeId()));
    }

    @Test
    void areListedInPagesTheNewestFirst() {
        String older = create(null);
        String newer = create(null);

        assertThat(get("/api/v1/instances?page=0&size=2").extract().jsonPath().getList("items.id"))
                .containsExactly(newer, older);
        get("/api/v1/instances?page=100000&size=2")
                .statusCode(200)
                .body("items", hasSize(0))
                .body("total", greaterThan(1))
                .body("page", equalTo(100000));
    }

    private static String create(String password) {
        return post("/api/v1/instances", """
                        {"name": "cache", "edition": "REDIS", "version": "6.2.7", "memoryMb": 64, "replicas": 1%s}
                        """.formatted(password == null ? "" : ", \"password\": \"" + password + "\""))
                .statusCode(201)
                .extract()
                .path("id");
    }

    private boolean reserved(int port) {
        return QuarkusTransaction.requiringNew()
                .call(() -> database.createNativeQuery("select 1 from endpoint where port = ?1")
                                .setParameter(1, port)
                                .getResultList()
                                .size()
                        == 1);
    }

    private static List<Integer> ports() {
        return get("/api/v1/instances?size=200").extract().jsonPath().getList("items.endpoint.port");
    }

    private Set<Path> secrets() throws IOException {
        try (Stream<Path> files = Files.walk(settings.home())) {
            return files.filter(Files::isRegularFile).collect(Collectors.toSet());
        }
    }

    private List<String> everyRow() {
        return List.of(
                        "select cast(s as text) from saga s",
                        "select cast(o as text) from outbox o",
                        "select cast(i as text) from idempotency i",
                        "select cast(r as text) from rejected_input r")
                .stream()
                .flatMap(query -> rows(query).stream())
                .toList();
    }

    @Transactional
    List<String> rows(String query) {
        return database.createNativeQuery(query, String.class).getResultList().stream()
                .map(Object::toString)
                .toList();
    }
}
