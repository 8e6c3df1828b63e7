package io.baton.upgrade.console;

import static io.baton.upgrade.console.Pages.get;
import static io.baton.upgrade.console.Pages.html;
import static io.baton.upgrade.console.Pages.key;
import static io.baton.upgrade.console.Pages.ledTo;
import static io.baton.upgrade.console.Pages.post;
import static io.baton.upgrade.console.Pages.search;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.endsWith;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.baton.upgrade.Api;
import io.baton.upgrade.OtherServices;
import io.baton.upgrade.ServiceTest;
import io.baton.upgrade.Story;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ServiceTest
class InstancePagesTest {

    private static final Pattern OWN_FILE = Pattern.compile("(?:href|src)=\"(/[^\"]+\\.(?:css|js|svg)[^\"]*)\"");
    private static OtherServices others;

    @BeforeAll
    static void begin() {
        others = new OtherServices();
    }

    @AfterAll
    static void end() {
        others.close();
    }

    private static Map<String, String> instance(String... changes) {
        Map<String, String> fields = new HashMap<>(
                Map.of("name", "orders", "engine", "REDIS:6.2.7", "memoryMb", "64", "replicas", "1", "proxies", "1"));
        for (int i = 0; i < changes.length; i += 2) {
            fields.put(changes[i], changes[i + 1]);
        }
        return fields;
    }

    @Test
    void theBareAddressLeadsToTheConsole() {
        get("/").statusCode(303).header("Location", endsWith("/console"));
    }

    @Test
    void everyFileOfThePageIsServedHereAndNothingIsInline() {
        String page = html("/console");
        Matcher files = OWN_FILE.matcher(page);
        int found = 0;
        while (files.find()) {
            get(files.group(1)).statusCode(200);
            found++;
        }
        assertThat(found).isEqualTo(5);
        assertThat(page)
                .doesNotContainPattern("(?:src|href)=\"(?:https?:)?//")
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContain("<style", "style=", "onclick");
        get("/console")
                .header("Content-Type", "text/html;charset=utf-8")
                .header("Cache-Control", "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .header("Content-Security-Policy", containsString("default-src 'none'"))
                .header("Content-Security-Policy", not(containsString("unsafe")));
        get("/console/console.css").header("Cache-Control", not(containsString("no-store")));
    }

    @Test
    void anInstanceIsCreatedOnceHoweverOftenTheFormIsSent() {
        String key = key(html("/console/instances/new"));
        Map<String, String> form = instance("key", key, "password", "s3cret-of-the-test");
        String id = ledTo(post("/console/instances/new", form));

        assertThat(ledTo(post("/console/instances/new", form))).isEqualTo(id);
        post("/console/instances/new", instance("key", key, "name", "another"))
                .statusCode(422)
                .body(containsString("another"));
        assertThat(html("/console/instances/" + id))
                .contains("orders", "Creating", "redis-cli -h 127.0.0.1 -p ", "--askpass")
                .doesNotContain("s3cret-of-the-test");
        Api.get(Api.instance(id)).body("memoryMb", equalTo(64)).body("proxies", equalTo(1));
    }

    @ParameterizedTest(name = "{0}={1}: {4}")
    @CsvSource(
            delimiter = '|',
            value = {
                "name         | ' '         | name         | 400 | must not be blank",
                "engine       | REDIS:6.2.9 | engine       | 422 | 6.2.7",
                "engine       | x           | engine       | 400 | must not be blank",
                "memoryMb     | much        | memoryMb     | 400 | is a whole number",
                "memoryMb     | 0           | memoryMb     | 400 | greater than or equal to 1",
                "replicas     | 6           | replicas     | 400 | less than or equal to 5",
                "proxies      | 9           | proxies      | 400 | less than or equal to 8",
                "password     | a b         | password     | 400 | printable ASCII",
                "architecture | CLUSTER     | architecture | 422 | STANDARD"
            })
    void aMistakeIsShownAtItsFieldAndWhatWasTypedStays(
            String name, String value, String field, int status, String message) {
        String page = post("/console/instances/new", instance("name", "kept-as-typed", name, value))
                .statusCode(status)
                .extract()
                .asString();

        assertThat(page).contains("id=\"" + field + "-error\"", message, "aria-invalid=\"true\"");
        assertThat(page).contains(name.equals("name") ? "value=\"64\"" : "value=\"kept-as-typed\"");
        assertThat(page).doesNotContain("a b");
    }

    @Test
    void namesAreTextAndNeverMarkup() {
        String id = ledTo(post("/console/instances/new", instance("name", "<img src=x onerror=alert(1)>\"'")));
        for (String path :
                new String[] {"/console?q=" + id, "/console/instances/" + id, "/console/instances/" + id + "/upgrade"
                }) {
            assertThat(html(path)).contains("&lt;img src=x").doesNotContain("<img");
        }
        assertThat(search("\"><script>")).doesNotContain("\"><script>");
    }

    @Test
    void findsByNameIdStatusVersionAndPort() {
        Story one = Api.running(others, "6.2.6");
        Story other = Api.running(others, "7.0.15");
        String id = one.instanceId();

        assertThat(search(id)).contains(id).doesNotContain(other.instanceId());
        assertThat(search("CACHE 6.2.6  running " + id))
                .contains(id, "6.2.7, 7.0.15 available", "Running")
                .doesNotContain(other.instanceId());
        assertThat(search("7.0.15 " + other.instanceId())).contains("newest");
        assertThat(search("%")).contains("No instance fits");
    }

    @Test
    void pagesAreOfTwentyFive() {
        for (int i = 0; i < 27; i++) {
            ledTo(post("/console/instances/new", instance("name", "many-of-them-" + i)));
        }
        assertThat(search("many-of-them")).contains("1 to 25 of 27", "page=1").contains("many-of-them-26");
        assertThat(html("/console?q=many-of-them&page=1")).contains("26 to 27 of 27", "many-of-them-0<");
        get("/console?page=x").statusCode(400).body(containsString("whole number"));
    }

    @Test
    void showsNodesAndMovesTheWindow() {
        String id = Api.running(others).instanceId();
        String path = "/console/instances/" + id;
        assertThat(html(path))
                .contains("old-1", "old-2", "proxy-1", "Master", "Replica", "03:00 to 04:00, every day, UTC");

        Map<String, String> window =
                new HashMap<>(Map.of("start", "23:30", "end", "01:00", "zone", "Europe/Berlin", "SUNDAY", "on"));
        post(path + "/window", window).statusCode(303).header("Location", endsWith("?done=WINDOW"));
        assertThat(html(path + "?done=WINDOW"))
                .contains("23:30 to 01:00, Sun, Europe/Berlin", "The maintenance window is changed.");

        window.put("end", "23:40");
        assertThat(post(path + "/window", window).statusCode(400).extract().asString())
                .contains("id=\"end-error\"", "10 minutes long", "value=\"23:40\"");
        window.put("zone", "Mars/Olympus");
        post(path + "/window", window).statusCode(400).body(containsString("id=\"zone-error\""));
        post(path + "/window", Map.of("start", "01:00", "end", "02:00", "zone", "UTC"))
                .statusCode(400)
                .body(containsString("id=\"days-error\""));
    }

    @Test
    void renamesAndDeletesOnlyWhatIsNamed() {
        String id = Api.running(others).instanceId();
        String path = "/console/instances/" + id;
        post(path + "/name", Map.of("name", " ")).statusCode(400).body(containsString("id=\"name-error\""));
        post(path + "/name", Map.of("name", "renamed")).statusCode(303);
        assertThat(html(path)).contains("<h1>renamed");

        post(path + "/delete", Map.of("confirm", "cache")).statusCode(400).body(containsString("id=\"confirm-error\""));
        post(path + "/delete", Map.of("confirm", "renamed"))
                .statusCode(303)
                .header("Location", endsWith("/console?done=DELETED"));
        assertThat(html(path)).contains("Deleting");
    }

    @Test
    void whatIsNotThereIsAPageForPeople() {
        for (String path : new String[] {"/console/instances/ins-0000000000", "/console/upgrades/upg-0000000000"}) {
            get(path)
                    .statusCode(404)
                    .contentType("text/html")
                    .body(containsString("There is no"))
                    .body(containsString("To the instances"));
        }
        get("/console/nowhere").statusCode(404).contentType("text/html");
    }
}
