package io.baton.switchover.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.engine.Secret;
import io.baton.engine.client.Command;
import io.baton.engine.client.EngineAddress;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineClients;
import io.baton.engine.client.Reply;
import io.baton.testkit.RespSocket;
import io.baton.testkit.TestEngine;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The fence on real engines, against clients that go past the proxies: before its pause ends, and long after. */
class FenceOnEnginesTest {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final int PATIENCE_MILLIS = 600;
    private static final String SCRIPT = "return redis.call('SET', KEYS[1], ARGV[1])";
    private static final List<String> SETTINGS =
            List.of("min-replicas-to-write", "min-replicas-max-lag", "requirepass");

    private static Vertx vertx;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest(name = "{0}, password ''{1}''")
    @CsvSource({"6.0.5, ''", "6.0.5, secret", "6.2.6, ''", "6.2.7, secret", "7.0.15, ''"})
    void noWriteGetsPastItAndEverythingIsAsBeforeWhenItIsLowered(String version, String password) throws IOException {
        Optional<Secret> secret = password.isEmpty() ? Optional.empty() : Optional.of(Secret.of(password));
        Map<String, String> options = password.isEmpty() ? Map.of() : Map.of("requirepass", password);
        try (TestEngine engine = TestEngine.start(version, options);
                EngineClient admin = new EngineClients(vertx)
                        .connect(new EngineAddress(engine.host(), engine.port()), secret, ANSWER)) {
            Fence fence = fence(admin);
            Map<String, String> originals = fence.originals(admin);
            Map<String, String> before = settings(admin);
            try (RespSocket settled = client(engine, password)) {
                send(admin, fence.raise(originals));

                refusesWrites(engine, password, settled);
                Awaitility.await().pollDelay(PAUSE.multipliedBy(2)).until(() -> true);
                refusesWrites(engine, password, null);
                assertThat(admin.dbSize()).isEqualTo(1);
                assertThat(admin.raw("GET", "before").text()).isEqualTo("1");
            }
            send(admin, fence.lower(originals, secret));

            assertThat(settings(admin)).isEqualTo(before);
            try (RespSocket client = client(engine, password)) {
                assertThat(client.command("SET", "after", "1")).isEqualTo("OK");
                assertThat(client.command("EVAL", SCRIPT, "1", "script", "1")).isEqualTo("OK");
            }
        }
    }

    /** An error, a closed connection, or no answer for as long as the fence stands: all of them, and never an answer. */
    private static void refusesWrites(TestEngine engine, String password, RespSocket settled) throws IOException {
        if (settled != null) {
            refused(settled, "EVAL", SCRIPT, "1", "before", "2");
        }
        refusedNew(engine, password, "SET", "before", "2");
        refusedNew(engine, password, "EVAL", SCRIPT, "1", "before", "2");
        refusedNew(engine, password, "EVAL", SCRIPT, "1", "new", "2");
    }

    private static void refusedNew(TestEngine engine, String password, String... words) throws IOException {
        try (RespSocket bypass = new RespSocket(engine.host(), engine.port(), PATIENCE_MILLIS)) {
            assertThatThrownBy(() -> {
                        if (!password.isEmpty()) {
                            bypass.command("AUTH", password);
                        }
                        bypass.command(words);
                    })
                    .isInstanceOfAny(RespSocket.ErrorReply.class, IOException.class);
        }
    }

    private static void refused(RespSocket client, String... words) {
        assertThatThrownBy(() -> client.command(words)).isInstanceOfAny(RespSocket.ErrorReply.class, IOException.class);
    }

    private static RespSocket client(TestEngine engine, String password) throws IOException {
        RespSocket client = new RespSocket(engine.host(), engine.port(), PATIENCE_MILLIS);
        if (!password.isEmpty()) {
            client.command("AUTH", password);
        }
        client.command("SET", "before", "1");
        return client;
    }

    private static Fence fence(EngineClient admin) {
        Optional<Secret> door =
                Fence.needsDoor(admin.dialect()) ? Optional.of(RandomPassword.next()) : Optional.empty();
        return new Fence(admin.dialect(), PAUSE, door);
    }

    private static void send(EngineClient admin, List<Command> commands) {
        assertThat(admin.pipeline(commands)).noneMatch(Reply.Failure.class::isInstance);
    }

    private static Map<String, String> settings(EngineClient admin) {
        return Stream.concat(SETTINGS.stream(), Stream.of("appendonly"))
                .collect(Collectors.toMap(
                        name -> name, name -> admin.configGet(name).get(name)));
    }
}
