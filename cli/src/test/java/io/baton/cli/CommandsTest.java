package io.baton.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.console.Console;
import io.baton.console.Style;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each command sends, prints and ends with. */
class CommandsTest {

    private static final String INSTANCE = """
            {'id': 'ins-1', 'name': 'orders', 'edition': 'REDIS', 'version': '6.2.7', 'line': '6.2', 'status': 'RUNNING',
             'memoryMb': 256, 'replicas': 1, 'endpoint': {'host': '127.0.0.1', 'port': 21000},
             'maintenanceWindow': {'start': '03:00', 'end': '04:00', 'zone': 'UTC', 'days': ['SUNDAY']},
             'nodes': [{'id': 'n-1', 'kind': 'ENGINE', 'role': 'MASTER', 'host': '127.0.0.1', 'port': 22000, 'version': '6.2.7'}],
             'openUpgradeId': %s, 'createdAt': '2026-03-02T10:00:00Z'}""";
    private static final String STAGES = """
            [{'number': 1, 'name': 'Request resources', 'startedAt': '2026-03-02T10:00:00Z', 'endedAt': '2026-03-02T10:00:02Z'},
             {'number': 2, 'name': 'Synchronise data', 'startedAt': %s, 'endedAt': null},
             {'number': 3, 'name': 'Wait for the switch', 'startedAt': null, 'endedAt': null},
             {'number': 4, 'name': 'Switch', 'startedAt': null, 'endedAt': null},
             {'number': 5, 'name': 'Complete', 'startedAt': null, 'endedAt': null}]""";
    private static final String REFUSED =
            "{'status': 422, 'title': 'Not Allowed', 'code': 'DOWNGRADE', 'detail': 'Upgrades only go forward.'}";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream errors = new ByteArrayOutputStream();
    private FakeServer server;

    @BeforeEach
    void start() throws Exception {
        server = new FakeServer();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void instancesAreATable() {
        server.answer("GET instances?page=0&size=50", 200, "{'items': [" + instance("null") + "]}");

        assertThat(run("instances")).isZero();
        assertThat(out()).isEqualTo("""
                        ID     NAME    STATUS   VERSION      MEMORY   REPLICAS  ENDPOINT         UPGRADE
                        ins-1  orders  RUNNING  REDIS 6.2.7  256 MiB  1         127.0.0.1:21000  -
                        """);
        assertThat(errors()).isEmpty();
    }

    @Test
    void anInstanceIsShownWithNodesAndWindow() {
        server.answer("GET instances/ins-1", 200, instance("'upg-1'"));

        assertThat(run("instances", "show", "ins-1")).isZero();
        assertThat(out())
                .contains(
                        "ins-1  orders  RUNNING", "03:00 to 04:00, UTC, SUNDAY", "upgrade    upg-1", "master     n-1");
    }

    @Test
    void jsonIsWhatTheApiAnswersEverywhereItIsAskedFor() {
        server.answer("GET instances/ins-1", 200, "{'id': 'ins-1', 'new': 'a field → of tomorrow'}");

        assertThat(run("--json", "instances", "show", "ins-1")).isZero();
        assertThat(run("instances", "show", "--json", "ins-1")).isZero();
        assertThat(out()).containsSubsequence("\"new\" : \"a field \\u2192 of tomorrow\"", "\"new\"");
    }

    @Test
    void anInstanceIsCreatedWithAPasswordThatIsNoArgument() throws Exception {
        server.answer("POST instances", 201, instance("null"));
        Path password = Files.writeString(folder.resolve("password"), "s3cret\nsecond line");

        assertThat(run("instances", "create", "orders", "--version", "6.2", "--password-file", password.toString()))
                .isZero();
        assertThat(server.heard().get(0))
                .contains("\"name\":\"orders\"", "\"version\":\"6.2\"", "\"memoryMb\":256", "\"password\":\"s3cret\"");
        assertThat(out()).doesNotContain("s3cret");
        assertThat(run("instances", "create", "x", "--version", "6.2", "--password-file", "not/there"))
                .isEqualTo(2);
    }

    @Test
    void waitingForAnInstanceThatFailsIsAFailure() {
        server.answer("POST instances", 201, "{'id': 'ins-1'}")
                .answer("GET instances/ins-1", 200, instance("null").replace("RUNNING", "FAILED"));

        assertThat(run("instances", "create", "orders", "--version", "6.2", "--wait"))
                .isEqualTo(1);
    }

    @Test
    void deletingWaitsUntilItIsUnknown() {
        server.answer("DELETE instances/ins-1", 202, instance("null"))
                .answer("GET instances/ins-1", 404, "{'code': 'UNKNOWN_INSTANCE', 'detail': 'There is none.'}");

        assertThat(run("instances", "delete", "ins-1", "--wait")).isZero();
        assertThat(out()).isEqualTo("The instance ins-1 is gone.\n");
    }

    @Test
    void targetsSayWhyNot() {
        server.answer("GET instances/ins-1/upgrade-targets", 200, """
                {'current': {'edition': 'REDIS', 'version': '6.2.6', 'line': '6.2'},
                 'major': [{'edition': 'REDIS', 'line': '7.0', 'version': null, 'available': false,
                            'reason': {'code': 'NO_BUILD', 'message': 'No build of it is installed.'}}],
                 'minor': {'version': '6.2.7'}}""");

        assertThat(run("targets", "ins-1")).isZero();
        assertThat(out())
                .contains("It runs REDIS 6.2.6.", "Newer patch release: 6.2.7", "REDIS    7.0   -      No build of it");
    }

    @Test
    void anUpgradeThatIsNotWaitedForIsDoneWhenItHasBegun() {
        server.answer("POST instances/ins-1/upgrades", 202, upgrade("REQUESTED", "null"));

        assertThat(run("upgrade", "ins-1", "7.0", "--now")).isZero();
        assertThat(server.heard())
                .containsExactly("POST instances/ins-1/upgrades {\"targetVersion\":\"7.0\",\"switchTime\":\"NOW\"}");
        assertThat(out()).isEqualTo("upg-1 has begun: 6.2.7 to 7.0.15. Follow it with baton watch upg-1.\n");
    }

    @Test
    void aDryRunThatWouldBeRefusedEndsWithOne() {
        server.answer("POST instances/ins-1/minor-upgrades", 200, """
                {'instanceId': 'ins-1', 'name': 'orders', 'before': {'version': '6.2.7', 'memoryMb': 256, 'replicas': 1, 'nodes': 3},
                 'after': null, 'nextWindow': {'opensAtLocal': '2026-03-02T03:00Z'}, 'warnings': [{'message': 'More memory.'}],
                 'findings': [{'severity': 'BLOCK', 'message': 'A module.', 'advice': 'Unload it.'}],
                 'refusals': [{'message': 'No newer patch release.'}]}""");

        assertThat(run("minor-upgrade", "ins-1", "--window", "--dry-run")).isEqualTo(1);
        assertThat(server.heard().get(0)).endsWith("{\"switchTime\":\"MAINTENANCE_WINDOW\",\"dryRun\":true}");
        assertThat(out())
                .contains(
                        "note     More memory.",
                        "BLOCKS   A module. Unload it.",
                        "REFUSED  No newer patch release.",
                        "opens at 2026-03-02T03:00Z",
                        "fees: no change");
    }

    @Test
    void watchingEndsAsTheUpgradeDoes() {
        String completed = upgrade("COMPLETED", "'2026-03-02T10:00:02Z'")
                .replace("'receipt': null", "'receipt': {'holdMs': 12.34, 'commandsHeld': 40, 'connectionsMoved': 14}");
        server.answer("GET upgrades/upg-1", 200, upgrade("SYNCING", "null"))
                .events(
                        "GET upgrades/upg-1/events",
                        upgrade("ALLOCATING", "null"),
                        upgrade("SYNCING", "'2026-03-02T10:00:02Z'"),
                        completed);

        assertThat(run("watch", "upg-1")).isZero();
        assertThat(out())
                .containsSubsequence(
                        "1  Request resources             2.00 s",
                        "ALLOCATING",
                        "SYNCING · 512 B of 1.0 kB · 14 B behind",
                        "upg-1 is COMPLETED after 6.0 s: 6.2.7 became 7.0.15.",
                        "clients were held for 12.3 ms: 40 commands waited, 14 connections moved, 0 closed");
    }

    @Test
    void anUpgradeThatEndsOtherwiseEndsWithOne() {
        String failed = upgrade("FAILED", "null")
                .replace("'failure': null", "'failure': {'code': 'X', 'message': 'No memory.'}");
        server.answer("POST instances/ins-1/upgrades", 202, upgrade("REQUESTED", "null"))
                .answer("GET upgrades/upg-1", 200, upgrade("REQUESTED", "null"))
                .events("GET upgrades/upg-1/events", failed);

        assertThat(run("upgrade", "ins-1", "7.0", "--now", "--wait")).isEqualTo(1);
        assertThat(out())
                .contains("upg-1 is FAILED after 6.0 s: the instance runs 6.2.7 as before.", "because: No memory.");
    }

    @Test
    void cancellingIsDoneWhenItIsCancelled() {
        server.answer("GET instances/ins-1", 200, instance("'upg-1'"))
                .answer("POST upgrades/upg-1/cancel", 202, upgrade("CANCELLING", "null"))
                .answer("GET upgrades/upg-1", 200, upgrade("CANCELLING", "null"))
                .events("GET upgrades/upg-1/events", upgrade("CANCELLED", "null"));

        assertThat(run("cancel", "ins-1", "--wait")).isZero();
        server.events("GET upgrades/upg-1/events", upgrade("COMPLETED", "null"));
        assertThat(run("cancel", "upg-1", "--wait")).isEqualTo(1);
    }

    @Test
    void whatIsWatchedAsJsonIsALineForEachChange() {
        server.answer("GET upgrades/upg-1", 200, upgrade("SYNCING", "null"))
                .events("GET upgrades/upg-1/events", upgrade("SYNCING", "null"), upgrade("COMPLETED", "null"));

        assertThat(run("watch", "upg-1", "--json")).isZero();
        assertThat(out().lines()).hasSize(2).last().asString().startsWith("{").contains("\"state\":\"COMPLETED\"");
    }

    @Test
    void patienceThatEndsIsFour() {
        server.answer("GET upgrades/upg-1", 200, upgrade("SYNCING", "null"))
                .events("GET upgrades/upg-1/events", upgrade("SYNCING", "null"));

        assertThat(run("watch", "upg-1", "--timeout", "1")).isEqualTo(4);
        assertThat(errors()).isEqualTo("baton: The upgrade upg-1 has not ended after 1 s; it goes on.\n");
    }

    @Test
    void theWindowKeepsWhatIsNotNamed() {
        server.answer("GET instances/ins-1", 200, instance("null"))
                .answer("PATCH instances/ins-1", 200, instance("null"));

        assertThat(run("window", "set", "ins-1", "--start", "23:30")).isZero();
        assertThat(server.heard().get(1))
                .endsWith(
                        "{\"maintenanceWindow\":{\"start\":\"23:30\",\"end\":\"04:00\",\"zone\":\"UTC\",\"days\":[\"SUNDAY\"]}}");
        assertThat(run("window", "set", "ins-1", "--days", "EVERY")).isZero();
        assertThat(server.heard().get(3)).doesNotContain("days");
        assertThat(run("window", "set", "ins-1")).isEqualTo(2);
    }

    @Test
    void aRefusalIsOneLineWithItsCodeAndNothingOnStandardOutput() {
        server.answer("POST instances/ins-1/upgrades", 422, REFUSED);

        assertThat(run("upgrade", "ins-1", "5.0", "--now", "--json")).isEqualTo(1);
        assertThat(errors()).isEqualTo("baton: Not Allowed: Upgrades only go forward. (DOWNGRADE)\n");
        assertThat(out()).isEmpty();
    }

    @Test
    void nobodyThereIsThree() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "http://127.0.0.1:" + free.getLocalPort();
            free.close();
            assertThat(Main.run(console(), Map.of("BATON_SERVER", address), "instances"))
                    .isEqualTo(3);
            assertThat(errors())
                    .startsWith("baton: The API at " + address + "/api/v1/ does not answer")
                    .hasLineCount(1);
        }
    }

    @Test
    void somebodyElseThereIsThree() {
        assertThat(run("instances")).isEqualTo(3);
        assertThat(errors()).contains("not as Baton does (HTTP 404)").hasLineCount(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "upgrade ins-1 7.0",
                "upgrade ins-1 7.0 --now --window",
                "upgrade ins-1 --now",
                "upgrade --now",
                "minor-upgrade ins-1 --now --timeout soon",
                "minor-upgrade ins-1 --now --timeout 0",
                "watch",
                "watch a/b",
                "cancel",
                "window",
                "instances create orders",
                "destroy",
                "instances --no-such-option",
                "instances --server ftp://127.0.0.1"
            })
    void whatCantBeUnderstoodIsTwoAndNothingIsSent(String line) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(errors()).startsWith("baton: ").hasLineCount(1);
        assertThat(out()).isEmpty();
        assertThat(server.heard()).isEmpty();
    }

    @Test
    void helpAndCompletionNameEveryCommand() {
        assertThat(run("--help")).isZero();
        assertThat(run("upgrade", "--help")).isZero();
        assertThat(run("completion")).isZero();
        for (String command : List.of(
                "instances", "targets", "upgrade", "minor-upgrade", "watch", "cancel", "switch-now", "window")) {
            assertThat(out()).contains(command);
        }
        assertThat(out()).contains("complete -F _complete_baton", "--dry-run");
        assertThat(Main.line(new Baton(console(), Map.of())).getUsageMessage())
                .contains("Exit codes:", "switch-now", "BATON_SERVER");
    }

    private int run(String... arguments) {
        List<String> line = new ArrayList<>(List.of(arguments));
        return Main.run(console(), Map.of("BATON_SERVER", server.address()), line.toArray(String[]::new));
    }

    private Console console() {
        return new Console(stream(out), stream(errors), Style.plain());
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String errors() {
        return errors.toString(StandardCharsets.UTF_8);
    }

    private static String instance(String openUpgrade) {
        return INSTANCE.formatted(openUpgrade);
    }

    private static String upgrade(String state, String syncBegan) {
        return """
                {'id': 'upg-1', 'instanceId': 'ins-1', 'kind': 'MAJOR', 'from': {'edition': 'REDIS', 'version': '6.2.7'},
                 'to': {'edition': 'REDIS', 'version': '7.0.15'}, 'switchTime': 'NOW', 'state': '%s', 'stage': 2, 'progress': 40,
                 'syncedBytes': 512, 'totalBytes': 1024, 'lagBytes': 14, 'attempts': 0, 'cancelRequested': false, 'stages': %s,
                 'receipt': null, 'failure': null, 'createdAt': '2026-03-02T10:00:00Z', 'endedAt': '2026-03-02T10:00:06Z'}""".formatted(state, STAGES.formatted(syncBegan)).replace("\n", " ");
    }
}
