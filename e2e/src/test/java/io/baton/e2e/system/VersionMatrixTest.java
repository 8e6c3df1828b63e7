package io.baton.e2e.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.client.UpgradeView;
import io.baton.e2e.data.DataDigest;
import io.baton.e2e.data.EveryType;
import io.baton.e2e.harness.SharedStack;
import io.baton.e2e.harness.StackHarness;
import io.baton.e2e.harness.TestInstance;
import io.baton.e2e.harness.Upgrades;
import io.baton.e2e.workload.Target;
import io.baton.testkit.EngineBuilds;
import io.baton.testkit.EngineBuilds.Build;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import redis.clients.jedis.Jedis;

/**
 * Every way that the catalogue offers from every build that is here, with data of every type: what clients can read is
 * the same before and after. Builds in the folders of BATON_ENGINES take part. Each way is gone with one kind of login, the
 * kinds in turns; {@code -Dbaton.matrix.logins=all}: with each.
 */
@Order(6)
@ExtendWith(SharedStack.class)
class VersionMatrixTest {

    private static final boolean EACH_LOGIN = "all".equals(System.getProperty("baton.matrix.logins"));

    /** Times to live of before 7.0 replicate as they were when the command came. */
    private static final Offset<Long> SECONDS = Offset.offset(2L);

    private final StackHarness stack;

    VersionMatrixTest(StackHarness stack) {
        this.stack = stack;
    }

    @TestFactory
    Stream<DynamicTest> everyUpgradeKeepsDataOfEveryType() {
        List<DynamicTest> all = new ArrayList<>();
        for (Build from : EngineBuilds.here()) {
            List<Login> logins = Login.of(from);
            for (Line line : ways(from)) {
                List<Login> tried = EACH_LOGIN ? logins : List.of(logins.get(all.size() % logins.size()));
                tried.forEach(login -> all.add(DynamicTest.dynamicTest(
                        from + " to " + line + ", " + login, () -> upgrade(from, line, login))));
            }
        }
        return all.stream();
    }

    /** With what clients enter. */
    private enum Login {
        NO_PASSWORD,
        PASSWORD,
        NAMED_USER;

        private static final String SECRET = "matrix";

        static List<Login> of(Build engine) {
            return engine.since(6, 0) ? List.of(values()) : List.of(NO_PASSWORD, PASSWORD);
        }

        String password() {
            return this == NO_PASSWORD ? null : SECRET;
        }

        /** @param target the instance's endpoint, with the instance's password */
        Jedis enter(Target target) {
            Jedis client = target.connect();
            if (this == NAMED_USER) {
                if (!client.aclUsers().contains("app")) {
                    client.aclSetUser("app", "on", ">" + SECRET, "~*", "+@all");
                }
                client.auth("app", SECRET);
            }
            return client;
        }
    }

    private record Line(String edition, String version) {
        @Override
        public String toString() {
            return edition + " " + version;
        }
    }

    /** The later lines that have a build, and the same line where there is a newer patch release of it. */
    private static List<Line> ways(Build from) {
        return EngineBuilds.here().stream()
                .filter(to -> to.edition().equals(from.edition()) || crossesEditions(from, to))
                .filter(to -> to.isLaterThan(from))
                .map(to -> new Line(to.edition(), to.line()))
                .distinct()
                .toList();
    }

    /** What the tests' catalogue allows: from Redis to Valkey, where Valkey reads what Redis writes. */
    private static boolean crossesEditions(Build from, Build to) {
        return from.edition().equals("REDIS") && to.edition().equals("VALKEY");
    }

    private void upgrade(Build from, Line line, Login login) throws Exception {
        try (TestInstance instance = TestInstance.create(stack, from.edition(), from.version(), 1, login.password());
                Jedis client = login.enter(instance.endpoint())) {
            List<String> types = EveryType.fill(client, from.since(5, 0));
            DataDigest before = DataDigest.of(client);
            assertThat(before.keys().values().stream().map(DataDigest.Entry::type))
                    .containsAll(types);

            UpgradeView upgrade = line.equals(new Line(from.edition(), from.line()))
                    ? stack.api().upgradeMinor(instance.id(), "NOW")
                    : stack.api().upgrade(instance.id(), line.edition(), line.version(), "NOW");
            UpgradeView end = new Upgrades(stack.api()).awaitCompleted(upgrade.id());

            assertThat(end.to().version()).startsWith(line.version() + ".");
            assertSame(before, DataDigest.of(client));
            try (Jedis later = login.enter(instance.endpoint())) {
                assertSame(before, DataDigest.of(later));
            }
            assertThat(end.receipt().path("versionAfter").asText())
                    .isEqualTo(end.to().version());
            Optional.of(end.receipt().path("comparison"))
                    .filter(comparison -> !comparison.isNull())
                    .ifPresent(comparison ->
                            assertThat(comparison.path("differing").asInt()).isZero());
        }
    }

    private static void assertSame(DataDigest before, DataDigest after) {
        assertThat(after.keys().keySet()).isEqualTo(before.keys().keySet());
        before.keys().forEach((key, entry) -> {
            DataDigest.Entry now = after.keys().get(key);
            assertThat(Map.entry(now.type(), now.digest())).as(key).isEqualTo(Map.entry(entry.type(), entry.digest()));
            assertThat(now.deadline()).as("when " + key + " expires").isCloseTo(entry.deadline(), SECONDS);
        });
    }
}
