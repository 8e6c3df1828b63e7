package io.baton.sync.replication.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.contracts.Endpoint;
import io.baton.contracts.EngineBuild;
import io.baton.contracts.EngineNode;
import io.baton.engine.Secret;
import io.baton.engine.credential.FileCredentialStore;
import io.baton.sync.replication.application.ScriptSource.Outcome;
import io.baton.sync.replication.application.ScriptSource.Reading;
import io.baton.testkit.FreePort;
import io.baton.testkit.TestEngine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts come out of a real engine's snapshot as they are, whatever else is in it. */
class SnapshotScriptsTest {
    private static final String PASSWORD = "only-for-tests";

    @TempDir
    Path home;

    private SnapshotScripts snapshots;

    @BeforeEach
    void store() {
        FileCredentialStore credentials = new FileCredentialStore(home.resolve("secrets"));
        credentials.put("right", Secret.of(PASSWORD));
        credentials.put("wrong", Secret.of("something-else"));
        snapshots = new SnapshotScripts(credentials, Duration.ofSeconds(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.0.5", "6.2.6", "6.2.7"})
    void scriptsAreReadBesideDataOfEveryType(String version) {
        try (TestEngine engine = TestEngine.start(version, Map.of("requirepass", PASSWORD))) {
            engine.command("SET", "string", "x".repeat(10_000));
            engine.command("SET", "number", "12", "EX", "1000");
            engine.command("RPUSH", "list", "a", "y".repeat(9_000));
            engine.command("SADD", "numbers", "1", "2");
            engine.command("SADD", "set", "a", "b");
            engine.command("ZADD", "sorted", "1.5", "a");
            engine.command("HSET", "hash", "f", "v");
            engine.command("HSET", "large", "f", "z".repeat(9_000));
            engine.command("PFADD", "hll", "a");
            engine.command("XADD", "stream", "*", "f", "v");
            engine.command("XGROUP", "CREATE", "stream", "group", "0");
            engine.command("XREADGROUP", "GROUP", "group", "consumer", "STREAMS", "stream", ">");
            engine.command("SCRIPT", "LOAD", "return 1");
            engine.command("SCRIPT", "LOAD", "return '\u00e9' -- " + "long".repeat(2_000));

            assertThat(outcome(engine.port(), "right"))
                    .isInstanceOfSatisfying(Outcome.Read.class, read -> assertThat(texts(read))
                            .containsExactlyInAnyOrder("return 1", "return '\u00e9' -- " + "long".repeat(2_000)));
            await("the connection is closed").atMost(Duration.ofSeconds(10)).until(() -> "0"
                    .equals(engine.info("connected_slaves")));
        }
    }

    @Test
    void aReadingThatFailsSaysWhyAndNoSecret() {
        try (TestEngine engine = TestEngine.start("6.2.7", Map.of("requirepass", PASSWORD))) {
            assertThat(outcome(engine.port(), "wrong"))
                    .isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(failed.why())
                            .isNotBlank()
                            .contains("WRONGPASS")
                            .doesNotContain("something-else", "#"));
        }
        assertThat(outcome(FreePort.choose(), "right")).isInstanceOf(Outcome.Failed.class);
    }

    @Test
    void aReadingThatIsClosedEnds() {
        try (TestEngine engine = TestEngine.start("6.2.7", Map.of("requirepass", PASSWORD))) {
            engine.sigstop();
            try (Reading reading = snapshots.read(node(engine.port()), "right")) {
                assertThat(reading.outcome()).isEmpty();
                reading.close();
                await("it has ended").atMost(Duration.ofSeconds(10)).until(() -> reading.outcome()
                        .isPresent());
            } finally {
                engine.sigcont();
            }
        }
    }

    private Outcome outcome(int port, String credential) {
        try (Reading reading = snapshots.read(node(port), credential)) {
            return await("the reading ends")
                    .atMost(Duration.ofSeconds(20))
                    .until(reading::outcome, Optional::isPresent)
                    .orElseThrow();
        }
    }

    private static List<String> texts(Outcome.Read read) {
        return read.scripts().stream()
                .map(script -> new String(script, StandardCharsets.UTF_8))
                .toList();
    }

    private static EngineNode node(int port) {
        return new EngineNode("old-master", new Endpoint("127.0.0.1", port), new EngineBuild("REDIS", "6.2.7"));
    }
}
