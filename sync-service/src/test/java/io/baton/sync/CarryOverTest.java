package io.baton.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.contracts.Finding;
import io.baton.contracts.UpgradeEvent;
import io.baton.contracts.UpgradeEvent.SyncCaughtUp;
import io.baton.contracts.UpgradeEvent.SyncFailed;
import io.baton.contracts.UpgradeEvent.SyncFellBehind;
import io.baton.contracts.UpgradeEvent.SyncStopped;
import io.baton.sync.replication.model.ScriptCache;
import io.baton.testkit.KafkaResource;
import io.baton.testkit.PostgresResource;
import io.baton.testkit.RespSocket;
import io.baton.testkit.TestEngine;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What replication doesn't bring is on every new node when it is said that they have caught up, and stays equal. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(HomeResource.class)
class CarryOverTest {

    @TestHTTPResource
    URI service;

    private static final Duration SOON = Duration.ofSeconds(30);
    /** Not text: its digest is that of the bytes. */
    private static final String BINARY = "return '\u00e9\u4e16'";

    private static Events events;

    @BeforeAll
    static void listen() {
        events = new Events();
    }

    @AfterAll
    static void stopListening() throws InterruptedException {
        events.close();
    }

    @ParameterizedTest
    @CsvSource({"6.0.5, 6.2.7", "6.2.7, 7.0.15"})
    void usersAreCarriedAndFollowWhatHappensToThemMeanwhile(String from, String to) {
        try (Upgrade upgrade = Upgrade.between(from, to).filled(1_000)) {
            TestEngine old = upgrade.oldMaster;
            old.command("ACL", "SETUSER", "reader", "on", ">first", "~key:*", "+@read");
            old.command("ACL", "SETUSER", "leaver", "on", ">l", "~*", "+@all");
            old.command("ACL", "SETUSER", "away", "off", ">a", "~*", "+@all");
            events.send(upgrade.allocated());
            hear(upgrade, SyncCaughtUp.class, 1);
            for (TestEngine node : List.of(upgrade.newMaster, upgrade.newReplica)) {
                assertThat(does(node, "reader", "first", "GET", "key:1")).isTrue();
                assertThat(does(node, "reader", "first", "GET", "other")).isFalse();
                assertThat(does(node, "leaver", "l", "GET", "other")).isTrue();
                assertThat(does(node, "away", "a", "GET", "other")).isFalse();
            }

            old.command("ACL", "SETUSER", "reader", "resetpass", ">second");
            old.command("ACL", "DELUSER", "leaver");
            old.command("ACL", "SETUSER", "newcomer", "on", ">n", "~*", "+@all");

            for (TestEngine node : List.of(upgrade.newMaster, upgrade.newReplica)) {
                // One after the other.
                await("users follow").atMost(SOON).untilAsserted(() -> {
                    assertThat(does(node, "newcomer", "n", "GET", "key:1")).isTrue();
                    assertThat(does(node, "reader", "second", "GET", "key:1")).isTrue();
                    assertThat(does(node, "reader", "first", "GET", "key:1")).isFalse();
                    assertThat(does(node, "leaver", "l", "GET", "key:1")).isFalse();
                });
            }
            assertThat(events.heard(SyncFellBehind.class, upgrade.id)).isEmpty();
            end(upgrade);
        }
    }

    @ParameterizedTest
    @CsvSource({"6.0.5, 6.2.7, ziplist", "6.2.7, 7.0.15, listpack"})
    void settingsFollowWhatIsChangedMeanwhile(String from, String to, String today) {
        try (Upgrade upgrade = Upgrade.between(from, to).filled(1_000)) {
            TestEngine old = upgrade.oldMaster;
            List<TestEngine> newNodes = List.of(upgrade.newMaster, upgrade.newReplica);
            String waits = Upgrade.settings(upgrade.newMaster).get("min-replicas-to-write");
            old.command("CONFIG", "SET", "notify-keyspace-events", "KEA");
            events.send(upgrade.allocated());
            hear(upgrade, SyncCaughtUp.class, 1);
            for (TestEngine node : newNodes) {
                await("what was changed before").atMost(SOON).until(() -> "AKE"
                        .equals(setting(node, "notify-keyspace-events")));
            }

            old.command("CONFIG", "SET", "notify-keyspace-events", "");
            old.command("CONFIG", "SET", "hash-max-ziplist-entries", "99");
            old.command("CONFIG", "SET", "min-replicas-to-write", "1");

            for (TestEngine node : newNodes) {
                await("settings follow").atMost(SOON).untilAsserted(() -> {
                    assertThat(setting(node, "hash-max-" + today + "-entries")).isEqualTo("99");
                    assertThat(setting(node, "notify-keyspace-events")).isEmpty();
                });
                assertThat(setting(node, "min-replicas-to-write")).isEqualTo(waits);
            }
            assertThat(events.heard(SyncFellBehind.class, upgrade.id)).isEmpty();
            end(upgrade);
        }
    }

    /** Nodes, proxies and the switch enter with it: there is no switch until it is as before. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CONFIG SET requirepass another | CONFIG SET requirepass " + HomeResource.PASSWORD,
                "ACL SETUSER default off | ACL SETUSER default on"
            })
    void aPasswordThatIsRefusedIsToldAndMended(String lock, String mend) {
        try (Upgrade upgrade = Upgrade.between("6.2.7", "7.0.15").filled(10);
                RespSocket admin = upgrade.oldMaster.connect()) {
            events.send(upgrade.allocated());
            hear(upgrade, SyncCaughtUp.class, 1);

            admin.command(lock.split(" "));
            assertThat(hear(upgrade, SyncFellBehind.class, 1).get(0).reason().code())
                    .isEqualTo("PASSWORD_REFUSED");

            admin.command(mend.split(" "));
            hear(upgrade, SyncCaughtUp.class, 2);
            end(upgrade);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Those too that the synchronisation itself changes for the time being. */
    @Test
    void settingsOfReplicationFollowWhatIsChangedMeanwhile() {
        try (Upgrade upgrade = Upgrade.between("6.2.7", "7.0.15").filled(1_000)) {
            events.send(upgrade.allocated());
            hear(upgrade, SyncCaughtUp.class, 1);
            TestEngine old = upgrade.oldMaster;
            old.command("CONFIG", "SET", "client-output-buffer-limit", "pubsub 268435456 134217728 120");
            old.command("CONFIG", "SET", "client-output-buffer-limit", "replica 0 0 0");
            old.command("CONFIG", "SET", "repl-backlog-size", "64mb");
            old.command("CONFIG", "SET", "repl-timeout", "300");
            await("the replica, of which nothing else is changed, has them")
                    .atMost(SOON)
                    .untilAsserted(() -> {
                        assertThat(setting(upgrade.newReplica, "repl-backlog-size"))
                                .isEqualTo("67108864");
                        assertThat(setting(upgrade.newReplica, "repl-timeout")).isEqualTo("300");
                    });

            upgrade.newMaster.command("REPLICAOF", "NO", "ONE");
            events.send(upgrade.switched());
            hear(upgrade, SyncStopped.class, 1);

            for (TestEngine node : List.of(upgrade.newMaster, upgrade.newReplica)) {
                assertThat(setting(node, "client-output-buffer-limit").split(" (?=normal|slave|replica|pubsub)"))
                        .containsExactlyInAnyOrder("normal 0 0 0", "slave 0 0 0", "pubsub 268435456 134217728 120");
                assertThat(setting(node, "repl-backlog-size")).isEqualTo("67108864");
                assertThat(setting(node, "repl-timeout")).isEqualTo("300");
            }
        }
    }

    @Test
    void aSettingThatANewNodeRefusesIsAFinding() {
        try (Upgrade upgrade = Upgrade.between("6.0.5", "6.2.7").filled(10)) {
            upgrade.oldMaster.command("CONFIG", "SET", "client-query-buffer-limit", "1000");
            events.send(upgrade.allocated());
            assertThat(hear(upgrade, SyncCaughtUp.class, 1).get(0).findings())
                    .extracting(Finding::code)
                    .contains("SETTING_NOT_CARRIED");
            end(upgrade);
        }
    }

    private static String setting(TestEngine node, String name) {
        return Upgrade.settings(node).get(name);
    }

    @Test
    void aNewNodeThatWasRestartedHasTheUsersAndScriptsAgain() {
        try (Upgrade upgrade = Upgrade.between("6.2.7", "7.0.15").filled(1_000)) {
            upgrade.oldMaster.command("ACL", "SETUSER", "reader", "on", ">r", "~key:*", "+@read");
            String digest = (String) upgrade.oldMaster.command("SCRIPT", "LOAD", "return 'kept'");
            events.send(upgrade.allocated());
            hear(upgrade, SyncCaughtUp.class, 1);

            upgrade.newReplica.kill9();
            upgrade.newReplica.startAgain();

            await("users are back").atMost(SOON).until(() -> does(upgrade.newReplica, "reader", "r", "GET", "key:1"));
            await("scripts are back").atMost(SOON).until(() -> has(upgrade.newReplica, digest));
            end(upgrade);
        }
    }

    @ParameterizedTest
    @CsvSource({"6.0.5, 7.0.15", "6.2.6, 7.0.15", "6.2.7, 7.0.15", "6.0.5, 6.2.7"})
    void evalshaWorksOnEveryNewNode(String from, String to) {
        try (Upgrade upgrade = Upgrade.between(from, to).filled(20_000)) {
            TestEngine old = upgrade.oldMaster;
            String loaded = (String) old.command("SCRIPT", "LOAD", "return redis.call('GET', KEYS[1])");
            String binary = (String) old.command("SCRIPT", "LOAD", BINARY);
            old.command("EVAL", "return 42", "0");
            String evaluated = digestOf("return 42");

            events.send(upgrade.allocated());
            hear(upgrade, SyncCaughtUp.class, 1);
            for (TestEngine node : List.of(upgrade.newMaster, upgrade.newReplica)) {
                assertThat(node.command("EVALSHA", loaded, "1", "key:7")).isEqualTo("x".repeat(100));
                assertThat(has(node, binary)).isTrue();
                assertThat(has(node, evaluated)).isTrue();
            }

            String later = (String) old.command("SCRIPT", "LOAD", "return 'later'");
            for (TestEngine node : List.of(upgrade.newMaster, upgrade.newReplica)) {
                await("the stream brings it").atMost(SOON).until(() -> has(node, later));
            }
            assertThat(events.heard(SyncFellBehind.class, upgrade.id)).isEmpty();

            old.command("EVAL", "return 'not streamed'", "0");
            String unstreamed = digestOf("return 'not streamed'");
            for (TestEngine node : List.of(upgrade.newMaster, upgrade.newReplica)) {
                await("it is read again").atMost(SOON).until(() -> has(node, unstreamed));
            }
            assertThat(Integer.parseInt(old.info("sync_full"))).isLessThanOrEqualTo(3);
            end(upgrade);
        }
    }

    @Test
    void scriptsThatWereFlushedDontComeBack() {
        try (Upgrade upgrade = Upgrade.between("6.2.7", "7.0.15").filled(1_000)) {
            String flushed = (String) upgrade.oldMaster.command("SCRIPT", "LOAD", "return 'flushed'");
            events.send(upgrade.allocated());
            hear(upgrade, SyncCaughtUp.class, 1);

            upgrade.oldMaster.command("SCRIPT", "FLUSH");
            String kept = (String) upgrade.oldMaster.command("SCRIPT", "LOAD", "return 'kept'");

            await("the new one is there").atMost(SOON).until(() -> has(upgrade.newMaster, kept));
            await("the old one stays away")
                    .during(Duration.ofSeconds(3))
                    .atMost(SOON)
                    .until(() -> !has(upgrade.newMaster, flushed) && !has(upgrade.newReplica, flushed));
            end(upgrade);
        }
    }

    @Test
    void anApplicationThatNeverStopsMakingScriptsIsToldAndDoesNotHoldTheUpgradeUp() throws Exception {
        try (Upgrade upgrade = Upgrade.between("6.2.7", "7.0.15").filled(1_000);
                RespSocket client = upgrade.oldMaster.connect()) {
            events.send(upgrade.allocated());
            int[] made = {0};
            List<SyncCaughtUp> caughtUp = await("it is given up")
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(Duration.ofMillis(20))
                    .until(
                            () -> {
                                client.command("EVAL", "return " + made[0]++, "0");
                                return events.heard(SyncCaughtUp.class, upgrade.id).stream()
                                        .filter(told -> !told.findings().isEmpty())
                                        .toList();
                            },
                            told -> !told.isEmpty());

            assertThat(caughtUp.get(0).findings()).anySatisfy(finding -> {
                assertThat(finding.code()).isEqualTo("SCRIPTS_NOT_CARRIED_OVER");
                assertThat(finding.severity()).isEqualTo(Finding.Severity.WARN);
                assertThat(finding.advice()).contains("NOSCRIPT");
            });
            end(upgrade);
        }
    }

    @ParameterizedTest
    @CsvSource({"6.0.5, 6.2.7", "6.2.7, 7.0.15"})
    void afterTheSwitchANewNodeKeepsItsUsersAndOwnSettingsThroughARestart(String from, String to) throws IOException {
        try (Upgrade upgrade = Upgrade.between(from, to).filled(1_000)) {
            String backlog = Upgrade.settings(upgrade.newMaster).get("repl-backlog-size");
            upgrade.oldMaster.command("ACL", "SETUSER", "reader", "on", ">r", "~key:*", "+@read");
            events.send(upgrade.allocated());
            hear(upgrade, SyncCaughtUp.class, 1);
            upgrade.newMaster.command("REPLICAOF", "NO", "ONE");
            events.send(upgrade.switched());
            hear(upgrade, SyncStopped.class, 1);

            String written = Files.readString(upgrade.newMaster.dir().resolve("engine.conf"));
            assertThat(written).contains("user reader on", "~key:*");
            Path kept = Files.writeString(upgrade.newMaster.dir().resolve("kept.conf"), onlyOfTheInstance(written));
            try (TestEngine restarted =
                    TestEngine.start(to, Map.of("include", kept.toString(), "requirepass", HomeResource.PASSWORD))) {
                assertThat(does(restarted, "reader", "r", "GET", "key:1")).isTrue();
                assertThat(does(restarted, "reader", "r", "SET", "key:1", "x")).isFalse();
                assertThat(Upgrade.settings(restarted).get("repl-backlog-size")).isEqualTo(backlog);
            }
        }
    }

    private static String onlyOfTheInstance(String configuration) {
        return configuration
                .lines()
                .filter(line -> !line.matches("(port|bind|dir|save|pidfile|logfile|appendonly|dbfilename) .*"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void whatTheCheckFindsComesWithTheCatchUp() {
        try (Upgrade upgrade = Upgrade.between("6.2.7", "7.0.15").filled(1_000)) {
            upgrade.oldMaster.command("STRALGO", "LCS", "STRINGS", "ab", "bc");
            upgrade.oldMaster.command("ACL", "SETUSER", "u", "on", ">x", "~*", "+get", "+stralgo");
            events.send(upgrade.allocated());

            SyncCaughtUp caughtUp = hear(upgrade, SyncCaughtUp.class, 1).get(0);

            assertThat(caughtUp.findings())
                    .anySatisfy(finding -> {
                        assertThat(finding.code()).isEqualTo("COMMAND_CHANGED");
                        assertThat(finding.severity()).isEqualTo(Finding.Severity.WARN);
                        assertThat(finding.message()).contains("STRALGO");
                        assertThat(finding.advice()).contains("LCS");
                    })
                    .anySatisfy(finding -> {
                        assertThat(finding.code()).isEqualTo("USER_RULE_LEFT_OUT");
                        assertThat(finding.message()).contains("+stralgo", "user u");
                    });
            end(upgrade);
        }
    }

    /** 6,000 findings in one event were more than Kafka takes, and nothing was sent any more, for any instance. */
    @Test
    void thousandsOfUsersWithARuleThatIsGoneAreOneFinding() throws Exception {
        try (Upgrade upgrade = Upgrade.between("6.2.7", "7.0.15").filled(1_000)) {
            try (RespSocket master = upgrade.oldMaster.connect()) {
                for (int i = 0; i < 6_000; i++) {
                    master.command("ACL", "SETUSER", "user-" + i, "on", ">x", "~*", "+get", "+stralgo");
                }
            }
            events.send(upgrade.allocated());

            SyncCaughtUp caughtUp = hear(upgrade, SyncCaughtUp.class, 1).get(0);

            assertThat(caughtUp.findings())
                    .filteredOn(finding -> finding.code().equals("USER_RULE_LEFT_OUT"))
                    .singleElement()
                    .extracting(Finding::message)
                    .asString()
                    .contains("+stralgo of 6000 users (", "and 5995 more)");
            String findings = "api/v1/upgrades/" + caughtUp.upgradeId() + "/findings?size=200";
            assertThat(get(findings)).contains("\"total\":" + caughtUp.findingsInAll(), "USER_RULE_LEFT_OUT");
            assertThat(get("api/v1/upgrades/none/findings")).contains("NO_FINDINGS");
            assertThat(get("api/v1/upgrades/none/findings?page=-1")).contains("INVALID_PAGE");
            end(upgrade);
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(service.resolve("/" + path)).build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
    }

    @Test
    void aSourceWithoutCommandsThatTheSwitchNeedsFailsWithWhatToDo() {
        try (Upgrade upgrade = Upgrade.from("6.2.7", "7.0.15", Map.of("rename-command", "CONFIG \"\""))) {
            events.send(upgrade.allocated());

            SyncFailed failed = hear(upgrade, SyncFailed.class, 1).get(0);

            assertThat(failed.reason().code()).isEqualTo("PRECHECK_BLOCKS");
            assertThat(failed.reason().message()).contains("COMMAND_RENAMED", "CONFIG", "rename-command");
            end(upgrade);
        }
    }

    private static String digestOf(String script) {
        return ScriptCache.of(List.of(script.getBytes(StandardCharsets.UTF_8)))
                .digests(1)
                .get(0)
                .get(0);
    }

    private static boolean has(TestEngine node, String digest) {
        return List.of(1L).equals(node.command("SCRIPT", "EXISTS", digest));
    }

    private static boolean does(TestEngine node, String user, String password, String... words) {
        try (RespSocket socket = new RespSocket(node.host(), node.port(), (int) SOON.toMillis())) {
            socket.command("AUTH", user, password);
            socket.command(words);
            return true;
        } catch (RespSocket.ErrorReply refused) {
            return false;
        } catch (IOException failed) {
            return false;
        }
    }

    private static void end(Upgrade upgrade) {
        events.send(upgrade.cancelled());
        hear(upgrade, SyncStopped.class, 1);
    }

    private static <T extends UpgradeEvent> List<T> hear(Upgrade upgrade, Class<T> type, int count) {
        return await(type.getSimpleName())
                .atMost(SOON)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> events.heard(type, upgrade.id), heard -> heard.size() >= count);
    }
}
