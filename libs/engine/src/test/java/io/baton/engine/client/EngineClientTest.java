package io.baton.engine.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.baton.engine.Edition;
import io.baton.engine.EngineId;
import io.baton.engine.Secret;
import io.baton.engine.client.ReplicationInfo.Role;
import io.baton.testkit.RespSocket;
import io.baton.testkit.TestEngine;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the client does with each of the engines. */
class EngineClientTest extends WithEngineClients {

    static List<String> versions() {
        return RealEngines.versions();
    }

    @ParameterizedTest
    @MethodSource("versions")
    void knowsWhatItIsConnectedTo(String version) {
        try (TestEngine engine = TestEngine.start(version);
                EngineClient client = connect(engine)) {
            client.ping();

            assertThat(client.identity()).isEqualTo(EngineId.of(Edition.REDIS, version));
            assertThat(client.version()).hasToString(version);
            assertThat(client.replication().role()).isEqualTo(Role.MASTER);
            assertThat(client.dbSize()).isZero();
            assertThat(client.info("memory")).containsKey("used_memory");
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void readsAndChangesSettings(String version) {
        try (TestEngine engine = TestEngine.start(version);
                EngineClient client = connect(engine)) {
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("maxmemory", "104857600");
            settings.put("maxmemory-policy", "allkeys-lru");
            settings.put("save", "");

            client.configSet(settings);
            client.configSet("notify-keyspace-events", "KEA");
            client.configSet(Map.of());

            assertThat(client.configGet("maxmemory*"))
                    .containsEntry("maxmemory", "104857600")
                    .containsEntry("maxmemory-policy", "allkeys-lru");
            assertThat(client.configGet("notify-keyspace-events")).containsEntry("notify-keyspace-events", "AKE");
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void namesTheSettingThatWasRefused(String version) {
        try (TestEngine engine = TestEngine.start(version);
                EngineClient client = connect(engine)) {
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("maxmemory", "1mb");
            settings.put("no-such-setting", "1");

            assertThatExceptionOfType(EngineException.Refused.class)
                    .isThrownBy(() -> client.configSet(settings))
                    .withMessageContaining("no-such-setting")
                    .withMessageContaining(client.address().toString());
            client.ping();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void setsTheRestWhereOneSettingIsRefused(String version) {
        try (TestEngine engine = TestEngine.start(version);
                EngineClient client = connect(engine)) {
            Map<String, String> settings = new LinkedHashMap<>();
            settings.put("maxmemory", "1000000");
            settings.put("databases", "32");
            settings.put("hz", "12");

            assertThat(client.configSetEach(settings))
                    .hasEntrySatisfying("databases", error -> assertThat(error).startsWith("ERR"))
                    .hasSize(1);
            assertThat(client.configGet("hz")).containsEntry("hz", "12");
            assertThat(client.configSetEach(Map.of())).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void replicatesAndPromotes(String version) {
        try (TestEngine master = TestEngine.start(version, Map.of("repl-diskless-sync", "no"));
                TestEngine replica = TestEngine.start(version);
                EngineClient onMaster = connect(master);
                EngineClient onReplica = connect(replica)) {
            master.command("SET", "key", "value");

            onReplica.replicaOf(onMaster.address());
            await().until(() -> onReplica.replication().linkUp());
            ReplicationInfo following = onReplica.replication();
            assertThat(following.role()).isEqualTo(Role.REPLICA);
            assertThat(following.masterPort()).isEqualTo(master.port());
            await().until(() -> onMaster.replication().replicas().stream().anyMatch(ReplicaLink::online));

            onReplica.promote();
            assertThat(onReplica.replication().role()).isEqualTo(Role.MASTER);
            assertThat(onReplica.replication().replId2()).isEqualTo(following.replId());
            assertThat(replica.command("GET", "key")).isEqualTo("value");
        }
    }

    /** What the switch does: hold the writes, raise the fence, read the offset, in one round trip. */
    @ParameterizedTest
    @ValueSource(strings = {"6.2.7", "7.0.15"})
    void fencesAMasterInOneRoundTrip(String version) throws Exception {
        try (TestEngine engine = TestEngine.start(version);
                EngineClient client = connect(engine);
                RespSocket writer = engine.connect()) {
            List<Reply> replies = client.pipeline(List.of(
                    Command.of("CLIENT", "PAUSE", "60000", "WRITE"),
                    Command.of("CONFIG", "SET", "min-replicas-to-write", "99"),
                    Command.of("NO-SUCH-COMMAND"),
                    Command.of("INFO", "replication")));

            assertThat(replies).extracting(Reply::failed).containsExactly(false, false, true, false);
            assertThat(ReplicationInfo.of(InfoText.parse(replies.get(3).text())).role())
                    .isEqualTo(Role.MASTER);

            writer.send("SET", "key", "value");
            client.clientUnpause();
            assertThat(writer.read()).isInstanceOfSatisfying(RespSocket.ErrorReply.class, refused -> assertThat(refused)
                    .hasMessageStartingWith("NOREPLICAS"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.2.7", "7.0.15"})
    void aPauseOfWritesLetsReadsThrough(String version) throws Exception {
        try (TestEngine engine = TestEngine.start(version);
                EngineClient client = connect(engine);
                RespSocket writer = engine.connect()) {
            client.clientPauseWrites(Duration.ofMinutes(1));
            writer.send("SET", "key", "value");

            assertThat(client.dbSize()).isZero();
            client.clientUnpause();
            assertThat(writer.read()).isEqualTo("OK");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = "6.0.5")
    void saysThatAnOlderEngineCanNotPauseWritesOnly(String version) {
        assumeBuild(version);
        try (TestEngine engine = TestEngine.start(version);
                EngineClient client = connect(engine)) {
            assertThatExceptionOfType(EngineException.Refused.class)
                    .isThrownBy(() -> client.clientPauseWrites(Duration.ofSeconds(1)))
                    .withMessageContaining("Redis 6.0.5 can't pause writes only");
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void authenticatesWithThePassword(String version) {
        try (TestEngine engine = TestEngine.start(version, Map.of("requirepass", "right"));
                EngineClient client = clients.connect(address(engine), Optional.of(Secret.of("right")), TIMEOUT)) {
            client.ping();

            assertThatExceptionOfType(EngineException.AuthenticationFailed.class)
                    .isThrownBy(() -> clients.connect(address(engine), Optional.of(Secret.of("wrong")), TIMEOUT))
                    .withMessageContaining("did not accept the credentials");
            assertThatExceptionOfType(EngineException.AuthenticationFailed.class)
                    .isThrownBy(() -> clients.connect(address(engine), Optional.empty(), TIMEOUT));
            await().untilAsserted(
                            () -> assertThat(engine.info("connected_clients")).isEqualTo("2"));
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void aPasswordThatIsNotAskedForDoesNoHarm(String version) {
        try (TestEngine engine = TestEngine.start(version);
                EngineClient client = clients.connect(address(engine), Optional.of(Secret.of("any")), TIMEOUT)) {
            client.ping();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void carriesScripts(String version) {
        try (TestEngine engine = TestEngine.start(version);
                EngineClient client = connect(engine)) {
            String digest = client.scriptLoad("return 42");
            String unknown = "0".repeat(40);

            assertThat(client.scriptsCached()).isEqualTo(1);
            assertThat(client.scriptExists(List.of(digest, unknown)))
                    .containsExactly(Map.entry(digest, true), Map.entry(unknown, false));
            assertThat(client.raw("EVALSHA", digest, "0").number()).isEqualTo(42);
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void endsTheEngine(String version) {
        try (TestEngine engine = TestEngine.start(version);
                EngineClient client = connect(engine)) {
            client.shutdown(false);

            await().until(() -> !engine.alive());
            assertThat(client.isOpen()).isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void savesBeforeItEndsTheEngine(String version) {
        try (TestEngine engine = TestEngine.start(version)) {
            engine.command("SET", "key", "value");
            try (EngineClient client = connect(engine)) {
                client.shutdown(true);
            }
            await().until(() -> !engine.alive());

            engine.startAgain();
            assertThat(engine.command("GET", "key")).isEqualTo("value");
        }
    }

    @ParameterizedTest
    @MethodSource("versions")
    void givesEveryKindOfReply(String version) {
        try (TestEngine engine = TestEngine.start(version);
                EngineClient client = connect(engine)) {
            assertThat(client.raw("GET", "none")).isEqualTo(new Reply.Nil());
            assertThat(client.raw("INCR", "counter")).isEqualTo(new Reply.Number(1));
            assertThat(client.raw("SET", "text", "grüße").text()).isEqualTo("OK");
            assertThat(client.raw("GET", "text").text()).isEqualTo("grüße");
            assertThat(client.raw("MGET", "counter", "none").list())
                    .satisfiesExactly(counter -> assertThat(counter.number()).isEqualTo(1), none -> assertThat(none)
                            .isEqualTo(new Reply.Nil()));
            assertThatExceptionOfType(EngineException.Refused.class)
                    .isThrownBy(() -> client.raw("INCR", "text"))
                    .satisfies(refused -> assertThat(refused.code()).isEqualTo("ERR"))
                    .withMessageContaining("refused INCR");
        }
    }
}
