package io.baton.upgrade.upgrading;

import static io.baton.upgrade.Api.awaitState;
import static io.baton.upgrade.Api.post;
import static io.baton.upgrade.Api.upgrading;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.upgrade.Api;
import io.baton.upgrade.OtherServices;
import io.baton.upgrade.ServiceTest;
import io.baton.upgrade.Story;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.http.TestHTTPResource;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@ServiceTest
class EventStreamTest {

    private static OtherServices others;

    @TestHTTPResource
    URI service;

    @Inject
    MeterRegistry metrics;

    @Inject
    EntityManager database;

    @BeforeAll
    static void begin() {
        others = new OtherServices();
    }

    @AfterAll
    static void end() {
        others.close();
    }

    @Test
    void tellsTheStateAtOnceThenEachChangeAndEndsAfterTheEnd() throws Exception {
        Story story = upgrading(others, "NOW");
        List<String> lines = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> stream = CompletableFuture.runAsync(() -> read(story.upgradeId(), lines));
        await().until(() -> states(lines).size() >= 1);

        others.tell(story.allocated());
        await().until(() -> states(lines).contains("SYNCING"));
        post(Api.upgrade(story.upgradeId()) + "/cancel").statusCode(202);
        await().until(() -> states(lines).contains("CANCELLING"));
        others.tell(story.stopped());
        others.tell(story.released());

        stream.join();
        assertThat(states(lines)).endsWith("CANCELLED");
        assertThat(lines.stream().filter(line -> line.equals("event:upgrade")).count())
                .isEqualTo(data(lines).size());
        assertThat(data(lines)).doesNotHaveDuplicates();
        assertThat(lines).allMatch(line -> line.isEmpty() || line.matches("(event|data)?:.*"));
    }

    @Test
    void anUpgradeThatHasEndedIsToldOnce() {
        Story story = upgrading(others, "NOW");
        post(Api.upgrade(story.upgradeId()) + "/cancel").statusCode(202);
        others.tell(story.stopped());
        others.tell(story.released());
        awaitState(story.upgradeId(), "CANCELLED");

        List<String> lines = new CopyOnWriteArrayList<>();
        read(story.upgradeId(), lines);
        assertThat(states(lines)).containsExactly("CANCELLED");
    }

    @Test
    void livesWithoutNewsAndFreesEverythingWhenItsReaderLeaves() throws Exception {
        double before = subscribers();
        Story story = upgrading(others, "NOW");
        List<String> lines = new CopyOnWriteArrayList<>();
        InputStream stream = open(story.upgradeId());
        CompletableFuture<Void> reading = CompletableFuture.runAsync(() -> collect(stream, lines));
        await().until(() -> lines.stream().filter(line -> line.startsWith(":")).count() >= 2);
        assertThat(subscribers()).isEqualTo(before + 1);

        stream.close();

        await().until(() -> subscribers() == before);
        reading.join();
    }

    /** Another replica commits in the database only: no signal reaches this one. */
    @Test
    void seesWhatAnotherReplicaHasChanged() {
        Story story = upgrading(others, "NOW");
        awaitState(story.upgradeId(), "ALLOCATING");
        List<String> lines = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> stream = CompletableFuture.runAsync(() -> read(story.upgradeId(), lines));
        await().until(() -> states(lines).contains("ALLOCATING"));

        changeAsAnotherReplica(story.upgradeId());

        await().until(() -> states(lines).contains("CANCELLED"));
        stream.join();
    }

    @Transactional
    void changeAsAnotherReplica(String upgradeId) {
        database.createNativeQuery("update saga set phase = 'CANCELLED', version = version + 1, due_at = null,"
                        + " state = jsonb_set(state, '{phase}', '\"CANCELLED\"') where key = ?1")
                .setParameter(1, "upgrade:" + upgradeId)
                .executeUpdate();
    }

    private double subscribers() {
        return metrics.get("baton.upgrade.subscribers").gauge().value();
    }

    private void read(String upgradeId, List<String> lines) {
        collect(open(upgradeId), lines);
    }

    private InputStream open(String upgradeId) {
        HttpRequest request = HttpRequest.newBuilder(service.resolve(Api.upgrade(upgradeId) + "/events"))
                .header("Accept", "text/event-stream")
                .build();
        try {
            HttpResponse<InputStream> answer =
                    HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("content-type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/event-stream"));
            return answer.body();
        } catch (IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static void collect(InputStream stream, List<String> lines) {
        try (var reader = new java.io.BufferedReader(new java.io.InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException closed) {
            assertThat(closed).hasMessageContaining("closed");
        }
    }

    private static List<String> data(List<String> lines) {
        return lines.stream()
                .filter(line -> line.startsWith("data:"))
                .map(line -> line.substring("data:".length()))
                .toList();
    }

    private static List<String> states(List<String> lines) {
        return data(lines).stream()
                .map(json -> JsonPath.from(json).getString("state"))
                .toList();
    }
}
