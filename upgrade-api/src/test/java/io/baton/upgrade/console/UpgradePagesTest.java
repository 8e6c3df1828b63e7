package io.baton.upgrade.console;

import static io.baton.upgrade.console.Pages.get;
import static io.baton.upgrade.console.Pages.html;
import static io.baton.upgrade.console.Pages.key;
import static io.baton.upgrade.console.Pages.ledTo;
import static io.baton.upgrade.console.Pages.post;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;

import io.baton.contracts.UpgradeEvent.UpgradeRequested;
import io.baton.upgrade.Api;
import io.baton.upgrade.OtherServices;
import io.baton.upgrade.ServiceTest;
import io.baton.upgrade.Story;
import io.quarkus.test.common.http.TestHTTPResource;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@ServiceTest
class UpgradePagesTest {

    private static OtherServices others;

    @TestHTTPResource
    URI service;

    @BeforeAll
    static void begin() {
        others = new OtherServices();
    }

    @AfterAll
    static void end() {
        others.close();
    }

    private static String form(Story story) {
        return "/console/instances/" + story.instanceId() + "/upgrade";
    }

    @Test
    void theFormHasEveryFieldAndOnlyLegalTargetsAndSaysWhyOthersAreNot() {
        Story story = Api.running(others, "6.2.6");
        assertThat(html(form(story)))
                .contains(story.instanceId(), "cache", "Compatible version", "6.2 <", "STANDARD", "64 MiB")
                .containsPattern("<option value=\"MINOR\">Redis 6.2.7")
                .containsPattern("<option value=\"REDIS:7.0\" selected>Redis 7.0 \\(Redis 7.0.15\\)")
                .doesNotContain("<option value=\"REDIS:5.0\"", "<option value=\"VALKEY:8.0\"")
                .contains("only go forward", "Valkey 8.0")
                .contains("Switch now", "03:00 to 04:00 UTC", "No change")
                .contains("Redis 7.0.15</strong>", "1 master, 1 replica, 1 proxy");
    }

    @Test
    void thePreviewFollowsTheChoiceAndChangesNothing() {
        Story story = Api.running(others, "6.2.6");
        String minor = html(form(story) + "?target=MINOR&switchTime=MAINTENANCE_WINDOW");
        assertThat(minor).contains("Redis 6.2.7</strong>", "value=\"MAINTENANCE_WINDOW\" checked");
        String refused = html(form(story) + "?target=REDIS:5.0&switchTime=NOW");
        assertThat(refused).contains("only go forward").doesNotContain("Redis 5.0.");
        Api.get(Api.instance(story.instanceId())).body("status", org.hamcrest.Matchers.equalTo("RUNNING"));
    }

    @Test
    void aFormThatIsSentTwiceBeginsOneUpgrade() {
        Story story = Api.running(others);
        Map<String, String> order =
                Map.of("key", key(html(form(story))), "target", "REDIS:7.0", "switchTime", "MAINTENANCE_WINDOW");
        String upgradeId = ledTo(post(form(story), order));

        assertThat(ledTo(post(form(story), order))).isEqualTo(upgradeId);
        others.hear(UpgradeRequested.class, story.instanceId());
        assertThat(html("/console/upgrades?instance=" + story.instanceId()))
                .containsOnlyOnce("href=\"/console/upgrades/upg-")
                .contains(upgradeId);
        post(form(story), Map.of("key", "another", "target", "REDIS:7.0", "switchTime", "NOW"))
                .statusCode(409)
                .body(containsString("one at a time"));
    }

    @Test
    void mistakesAreShownAtTheirFields() {
        Story story = Api.running(others);
        post(form(story), Map.of("switchTime", "NOW")).statusCode(400).body(containsString("id=\"target-error\""));
        post(form(story), Map.of("target", "REDIS:7.0", "switchTime", "LATER"))
                .statusCode(400)
                .body(containsString("id=\"switchTime-error\""))
                .body(containsString("value=\"REDIS:7.0\" selected"));
        post(form(story), Map.of("target", "seven", "switchTime", "NOW"))
                .statusCode(400)
                .body(containsString("not a version of the list"));
        post(form(story), Map.of("target", "REDIS:5.0", "switchTime", "NOW"))
                .statusCode(422)
                .body(containsString("id=\"target-error\""));
    }

    @Test
    void anotherSiteCanNotSendForms() {
        Story story = Api.upgrading(others, "MAINTENANCE_WINDOW");
        String cancel = "/console/upgrades/" + story.upgradeId() + "/cancel";
        for (String site : List.of("cross-site", "same-site")) {
            io.restassured.RestAssured.given()
                    .header("Sec-Fetch-Site", site)
                    .post(cancel)
                    .then()
                    .statusCode(403)
                    .contentType("text/html")
                    .body(containsString("another site"));
        }
        io.restassured.RestAssured.given()
                .header("Origin", "https://elsewhere.example")
                .post(Api.upgrade(story.upgradeId()) + "/cancel")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", org.hamcrest.Matchers.equalTo("CROSS_SITE_REQUEST"));
        Api.get(Api.upgrade(story.upgradeId())).body("state", org.hamcrest.Matchers.not("CANCELLING"));

        io.restassured.RestAssured.given()
                .redirects()
                .follow(false)
                .header("Origin", service.getScheme() + "://" + service.getAuthority())
                .post(cancel)
                .then()
                .statusCode(303);
    }

    @Test
    void asksBeforeItCancelsOrSwitches() {
        Story story = Api.upgrading(others, "MAINTENANCE_WINDOW");
        String path = "/console/upgrades/" + story.upgradeId();
        assertThat(html(path))
                .contains("data-dialog=\"cancel\"", "data-dialog=\"switch-now\"", "<dialog id=\"cancel\"")
                .contains("http-equiv=\"refresh\"");
        assertThat(html(path + "/switch-now")).contains("Switch now?", "action=\"" + path + "/switch-now\"");
        assertThat(html(path + "/cancel")).contains("The instance stays as it is: Redis 6.2.7");

        get(path + "/receipt").statusCode(303).header("Location", endsWith(path));
        post(path + "/switch-now", Map.of()).statusCode(303);
        assertThat(html(path)).contains("As soon as less than 10 MB is left").doesNotContain("id=\"do-switch-now\"");
        post(path + "/cancel", Map.of()).statusCode(303).header("Location", endsWith(path));
        assertThat(html(path)).contains("Cancelling", "stopped here").doesNotContain("id=\"do-cancel\"");
        post(path + "/switch-now", Map.of()).statusCode(409).body(containsString("be switched now: "));
    }

    @Test
    void aRunningUpgradeIsToldLivePartByPart() {
        Story story = Api.upgrading(others, "NOW");
        List<String> lines = new CopyOnWriteArrayList<>();
        CompletableFuture<Void> stream = CompletableFuture.runAsync(() -> read(story, lines));
        await().until(() -> lines.contains("event:stages"));

        others.tell(story.allocated());
        others.tell(story.progressed(50));
        await().until(() -> text(lines).contains("50 B of 100 B"));
        assertThat(text(lines)).contains("Snapshot travels", "50 B/s", "7 B");
        others.tell(story.caughtUp(1));
        await().until(() -> text(lines).contains("Switching"));
        others.tell(story.completed(1));
        others.tell(story.stopped());
        others.tell(story.released());

        stream.join();
        assertThat(lines).contains("event:end");
        assertThat(text(lines)).contains("Upgraded: the instance runs Redis 7.0.15.", "/receipt");
        assertThat(lines).allMatch(line -> line.isEmpty() || line.matches("(event|data|retry)?:.*"));
    }

    @Test
    void theReceiptIsAPage() {
        Story story = Api.upgrading(others, "NOW");
        others.tell(story.allocated());
        others.tell(story.caughtUp(1));
        Api.awaitState(story.upgradeId(), "SWITCHING");
        others.tell(story.completed(1));
        Api.awaitState(story.upgradeId(), "FINISHING");

        assertThat(html("/console/upgrades/" + story.upgradeId() + "/receipt"))
                .contains("6.2.7", "7.0.15", "No connection was closed.", "4.50 ms", "Commands that waited", "1,000");
        assertThat(html("/console/instances/" + story.instanceId())).contains("receipt of " + story.upgradeId());
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines);
    }

    private void read(Story story, List<String> lines) {
        URI address = service.resolve("/console/upgrades/" + story.upgradeId() + "/live");
        try {
            HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(address).build(), HttpResponse.BodyHandlers.ofLines())
                    .body()
                    .forEach(lines::add);
        } catch (java.io.IOException | InterruptedException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
