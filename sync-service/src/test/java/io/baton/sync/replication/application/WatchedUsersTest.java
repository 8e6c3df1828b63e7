package io.baton.sync.replication.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.engine.acl.AclUser;
import io.baton.engine.client.EngineAddress;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineClients;
import io.baton.testkit.TestEngine;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Real engines are asked for their users only when somebody can have changed them. */
class WatchedUsersTest {
    private static final Instant START = Instant.parse("2026-03-02T12:00:00Z");
    private static Vertx vertx;

    private final WatchedUsers watched = new WatchedUsers();
    private Instant now = START;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6.0.5", "6.2.7", "7.0.15"})
    void usersAreReadAgainOnlyAfterAChange(String version) {
        try (TestEngine engine = TestEngine.start(version);
                EngineClient client = new EngineClients(vertx)
                        .connect(
                                new EngineAddress(engine.host(), engine.port()),
                                Optional.empty(),
                                Duration.ofSeconds(10))) {
            for (int user = 0; user < 25; user++) {
                engine.command("ACL", "SETUSER", "user" + user, "on", ">x", "~*", "+get");
            }
            assertThat(look(client)).hasSize(26);
            long asked = aclCalls(engine);

            assertThat(look(client)).hasSize(26);
            assertThat(look(client)).hasSize(26);
            assertThat(aclCalls(engine)).as("nothing was asked").isEqualTo(asked);

            engine.command("ACL", "SETUSER", "user7", "off");
            assertThat(look(client)).contains(client.aclUser("user7").orElseThrow());
            engine.command("ACL", "DELUSER", "user7");
            assertThat(look(client)).extracting(AclUser::name).doesNotContain("user7");
            engine.command("CONFIG", "RESETSTAT");
            engine.command("ACL", "SETUSER", "late", "on");
            assertThat(look(client)).extracting(AclUser::name).contains("late");
        }
    }

    private List<AclUser> look(EngineClient client) {
        now = now.plusSeconds(60);
        return watched.of(client, now);
    }

    private static long aclCalls(TestEngine engine) {
        return engine.command("INFO", "commandstats")
                .toString()
                .lines()
                .filter(line -> line.startsWith("cmdstat_acl"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("^.*:calls=(\\d+),.*$", "$1")))
                .sum();
    }
}
