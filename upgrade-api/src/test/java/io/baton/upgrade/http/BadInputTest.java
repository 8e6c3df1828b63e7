package io.baton.upgrade.http;

import static io.baton.upgrade.Api.get;
import static io.baton.upgrade.Api.patch;
import static io.baton.upgrade.Api.post;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;

import io.baton.upgrade.Api;
import io.baton.upgrade.OtherServices;
import io.baton.upgrade.ServiceTest;
import io.baton.upgrade.Story;
import io.restassured.http.ContentType;
import io.restassured.response.ValidatableResponse;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each is a clear problem, and nothing has changed. */
@ServiceTest
class BadInputTest {

    private static final String INSTANCES = "/api/v1/instances";
    private static OtherServices others;

    @BeforeAll
    static void begin() {
        others = new OtherServices();
    }

    @AfterAll
    static void end() {
        others.close();
    }

    @ParameterizedTest(name = "{0}: {2} {3}, which names {4}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "unknown edition     | 'edition': 'KEYDB'          | 422 | UNKNOWN_EDITION            | REDIS, VALKEY",
                "unknown line        | 'version': '9.9'            | 422 | UNKNOWN_LINE               | 6.2, 7.0",
                "unknown build       | 'version': '6.2.99'         | 422 | UNKNOWN_BUILD              | 6.2.7",
                "no version at all   | 'version': 'newest'         | 422 | UNKNOWN_LINE               | newest",
                "line without build  | 'version': '5.0'            | 422 | NO_BUILD                   | 5.0",
                "architecture        | 'architecture': 'CLUSTER'   | 422 | ARCHITECTURE_NOT_SUPPORTED | STANDARD",
                "empty name          | 'name': ' '                 | 400 | INVALID_REQUEST            | name",
                "control characters  | 'name': 'a\\nb'             | 400 | INVALID_REQUEST            | control",
                "no memory           | 'memoryMb': 0               | 400 | INVALID_REQUEST            | memoryMb",
                "memory missing      | 'memoryMb': null            | 400 | INVALID_REQUEST            | memoryMb",
                "too many replicas   | 'replicas': 6               | 400 | INVALID_REQUEST            | replicas",
                "too many proxies    | 'proxies': 9                | 400 | INVALID_REQUEST            | proxies",
                "no proxy            | 'proxies': 0                | 400 | INVALID_REQUEST            | proxies",
                "password with space | 'password': 'a b'           | 400 | INVALID_REQUEST            | password",
                "number as text      | 'memoryMb': '64'            | 400 | WRONG_TYPE                 | whole number",
                "fraction            | 'memoryMb': 64.5            | 400 | WRONG_TYPE                 | whole number",
                "text as number      | 'name': 7                   | 400 | WRONG_TYPE                 | a text",
                "list as text        | 'name': []                  | 400 | WRONG_TYPE                 | a text",
                "typing error        | 'memoryMB': 64              | 400 | UNKNOWN_FIELD              | memoryMb",
                "a field twice       | 'name': 'x', 'name': 'y'    | 400 | MALFORMED_JSON             | JSON"
            })
    void instance(String what, String wrong, int status, String code, String named) {
        problem(post(INSTANCES, newInstance(wrong)), status, code, named);
    }

    @ParameterizedTest(name = "{0}: {2} {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "unknown line  | {'targetVersion': '7.2', 'switchTime': 'NOW'}    | 422 | UNKNOWN_LINE              | 7.0",
                "exact build   | {'targetVersion': '7.0.15', 'switchTime': 'NOW'} | 422 | UNKNOWN_LINE              | takes a line",
                "no line       | {'targetVersion': 'seven', 'switchTime': 'NOW'}  | 422 | UNKNOWN_LINE              | seven",
                "downgrade     | {'targetVersion': '5.0', 'switchTime': 'NOW'}    | 422 | DOWNGRADE                 | only go forward",
                "same version  | {'targetVersion': '6.2', 'switchTime': 'NOW'}    | 422 | SAME_VERSION              | minor upgrade",
                "to Valkey     | {'targetVersion': '8.0', 'switchTime': 'NOW'}    | 422 | CROSS_EDITION_NOT_ALLOWED | Valkey 8.0",
                "to Valkey     | {'targetEdition': 'VALKEY', 'targetVersion': '8.0', 'switchTime': 'NOW'} | 422 | CROSS_EDITION_NOT_ALLOWED | Valkey",
                "edition       | {'targetEdition': 'KEYDB', 'targetVersion': '7.0', 'switchTime': 'NOW'}  | 422 | UNKNOWN_EDITION | KEYDB",
                "no target     | {'switchTime': 'NOW'}                            | 400 | INVALID_REQUEST           | targetVersion",
                "no time       | {'targetVersion': '7.0'}                         | 400 | INVALID_REQUEST           | switchTime",
                "unknown time  | {'targetVersion': '7.0', 'switchTime': 'LATER'}  | 400 | WRONG_TYPE                | MAINTENANCE_WINDOW",
                "time number   | {'targetVersion': '7.0', 'switchTime': 0}        | 400 | WRONG_TYPE                | NOW",
                "dryRun text   | {'targetVersion': '7.0', 'switchTime': 'NOW', 'dryRun': 'yes'} | 400 | WRONG_TYPE  | true or false",
                "typing error  | {'targetVersion': '7.0', 'switchtime': 'NOW'}    | 400 | UNKNOWN_FIELD             | switchTime",
                "a list        | [1]                                              | 400 | WRONG_TYPE                | an object",
                "no JSON       | {targetVersion                                   | 400 | MALFORMED_JSON            | line 1",
                "half of it    | {'targetVersion': '7.0',                         | 400 | MALFORMED_JSON            | JSON",
                "too much      | {'targetVersion': '7.0', 'switchTime': 'NOW'} {} | 400 | WRONG_TYPE                | object"
            })
    void upgrade(String what, String body, int status, String code, String named) {
        String id = Shared.instance();
        problem(post(INSTANCES + "/" + id + "/upgrades", json(body)), status, code, named);
        get(INSTANCES + "/" + id).body("status", equalTo("RUNNING"));
    }

    @ParameterizedTest(name = "{0}: {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "29 minutes      | {'start': '03:00', 'end': '03:29', 'zone': 'UTC'}           | INVALID_WINDOW | 29 minutes",
                "made-up zone    | {'start': '03:00', 'end': '04:00', 'zone': 'Mars/Olympus'}  | INVALID_WINDOW | Europe/Berlin",
                "malformed       | {'start': '3am', 'end': '04:00', 'zone': 'UTC'}             | INVALID_WINDOW | HH:mm",
                "no zone         | {'start': '03:00', 'end': '04:00'}                          | INVALID_WINDOW | zone",
                "no end          | {'start': '03:00', 'zone': 'UTC'}                           | INVALID_WINDOW | end",
                "empty           | {}                                                          | INVALID_WINDOW | start",
                "ends at start   | {'start': '03:00', 'end': '03:00', 'zone': 'UTC'}           | INVALID_WINDOW | when it starts",
                "unknown day     | {'start': '03:00', 'end': '04:00', 'zone': 'UTC', 'days': ['FUNDAY']} | INVALID_WINDOW | MONDAY",
                "no day          | {'start': '03:00', 'end': '04:00', 'zone': 'UTC', 'days': []}         | INVALID_WINDOW | leave days out",
                "a text          | '03:00-04:00'                                               | WRONG_TYPE     | an object",
                "days as text    | {'start': '03:00', 'end': '04:00', 'zone': 'UTC', 'days': 'MONDAY'}   | WRONG_TYPE | a list",
                "typing error    | {'begin': '03:00', 'end': '04:00', 'zone': 'UTC'}           | UNKNOWN_FIELD  | start"
            })
    void window(String what, String window, String code, String named) {
        String id = Shared.instance();
        problem(patch(INSTANCES + "/" + id, json("{'maintenanceWindow': " + window + "}")), 400, code, named);
        get(INSTANCES + "/" + id).body("maintenanceWindow.start", equalTo("03:00"));
    }

    @Test
    void nothingToChange() {
        problem(patch(INSTANCES + "/" + Shared.instance(), "{}"), 400, "NOTHING_TO_CHANGE", "maintenanceWindow");
    }

    @Test
    void noNewerPatchRelease() {
        problem(
                post(INSTANCES + "/" + Shared.instance() + "/minor-upgrades", json("{'switchTime': 'NOW'}")),
                422,
                "NO_NEWER_PATCH",
                "6.2.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/upgrade-targets"})
    void unknownInstance(String rest) {
        problem(get(INSTANCES + "/ins-0000000000" + rest), 404, "UNKNOWN_INSTANCE", "ins-0000000000");
    }

    @Test
    void unknownInstanceWhateverIsWantedOfIt() {
        String id = INSTANCES + "/ins-0000000000";
        String order = json("{'targetVersion': '7.0', 'switchTime': 'NOW'}");
        problem(post(id + "/upgrades", order), 404, "UNKNOWN_INSTANCE", "ins-0000000000");
        problem(post(id + "/minor-upgrades", json("{'switchTime': 'NOW'}")), 404, "UNKNOWN_INSTANCE", "ins-");
        problem(patch(id, json("{'name': 'x'}")), 404, "UNKNOWN_INSTANCE", "ins-");
        problem(given().delete(id).then(), 404, "UNKNOWN_INSTANCE", "ins-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/cancel", "/switch-now"})
    void unknownUpgrade(String action) {
        problem(post("/api/v1/upgrades/upg-0000000000" + action), 404, "UNKNOWN_UPGRADE", "upg-0000000000");
        problem(get("/api/v1/upgrades/upg-0000000000"), 404, "UNKNOWN_UPGRADE", "upg-0000000000");
        problem(get("/api/v1/upgrades/upg-0000000000/events"), 404, "UNKNOWN_UPGRADE", "upg-0000000000");
    }

    @Test
    void anUpgradeThatOnlyStraysInAnEventIsUnknown() {
        Story stray = new Story("upg-stray00000", "ins-stray00000");
        others.tell(stray.allocated());
        others.tell(stray.provisioned());
        Story story = Api.running(others);

        problem(get("/api/v1/upgrades/upg-stray00000"), 404, "UNKNOWN_UPGRADE", "upg-stray00000");
        problem(get(INSTANCES + "/ins-stray00000"), 404, "UNKNOWN_INSTANCE", "ins-stray00000");
        assertThat(story.instanceId()).isNotEqualTo("ins-stray00000");
    }

    @Test
    void aSecondOpenUpgrade() {
        Story story = Api.upgrading(others, "NOW");
        String order = json("{'targetVersion': '7.0', 'switchTime': 'NOW'}");
        problem(post(Api.instance(story.instanceId()) + "/upgrades", order), 409, "UPGRADE_OPEN", story.upgradeId());
    }

    @Test
    void anInstanceThatIsNotRunning() {
        String id = post(INSTANCES, newInstance("'name': 'x'")).extract().path("id");
        String order = json("{'targetVersion': '7.0', 'switchTime': 'NOW'}");
        problem(post(INSTANCES + "/" + id + "/upgrades", order), 409, "INSTANCE_NOT_RUNNING", "CREATING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"page=-1", "page=x", "size=0", "size=201", "size=1e3", "page=99999999999"})
    void pagesOutOfRange(String parameter) {
        problem(get(INSTANCES + "?" + parameter), 400, "INVALID_PAGING", "whole number");
        problem(get("/api/v1/upgrades?" + parameter), 400, "INVALID_PAGING", "whole number");
    }

    @Test
    void noBodyAnotherContentTypeAnotherMethodAnotherPath() {
        problem(given().contentType(ContentType.JSON).post(INSTANCES).then(), 400, "INVALID_REQUEST", "missing");
        problem(
                given().contentType(ContentType.TEXT).body("x").post(INSTANCES).then(),
                415,
                "UNSUPPORTED_MEDIA_TYPE",
                "");
        problem(given().put(INSTANCES).then(), 405, "METHOD_NOT_ALLOWED", "");
        problem(get("/api/v1/instance"), 404, "NOT_FOUND", "");
    }

    /** The password is neither in the answer nor, by the same words, in the log. */
    @Test
    void aWrongPasswordIsNotRepeated() {
        post(INSTANCES, newInstance("'password': ['hunter2-secret']"))
                .statusCode(400)
                .body(not(containsString("hunter2")));
        post(INSTANCES, newInstance("'password': 'hunter2 secret'"))
                .statusCode(400)
                .body(not(containsString("hunter2")));
    }

    private static void problem(ValidatableResponse answer, int status, String code, String named) {
        answer.statusCode(status)
                .contentType(startsWith("application/problem+json"))
                .body("status", equalTo(status))
                .body("code", equalTo(code))
                .body("type", equalTo("urn:baton:problem:" + code.toLowerCase().replace('_', '-')))
                .body("title", not(equalTo(null)))
                .body("instance", not(equalTo(null)))
                .body("detail", containsString(named))
                .body(allOf(
                        not(containsString("Exception")),
                        not(containsString("io.baton")),
                        not(containsString("\tat "))));
    }

    /** A right request with one thing wrong. */
    private static String newInstance(String wrong) {
        List<String> fields = Arrays.asList(
                "'name': 'cache'", "'edition': 'REDIS'", "'version': '6.2.7'", "'memoryMb': 64", "'replicas': 1");
        String wrongName = wrong.substring(0, wrong.indexOf(':'));
        List<String> right =
                fields.stream().filter(field -> !field.startsWith(wrongName)).toList();
        return json("{" + String.join(", ", right) + ", " + wrong + "}");
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }

    /** One instance for all that leaves it as it was. */
    private static final class Shared {
        private static String id;

        static String instance() {
            if (id == null) {
                id = Api.running(others).instanceId();
            }
            return id;
        }
    }
}
