package io.baton.switchover.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.baton.engine.catalogue.Build;
import io.baton.engine.catalogue.EngineCatalogue;
import io.baton.engine.client.Command;
import io.baton.engine.client.EngineAddress;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineClients;
import io.baton.engine.client.RawConnection;
import io.baton.engine.client.ReplicationInfo;
import io.baton.engine.client.Reply;
import io.baton.testkit.EngineBuilds;
import io.baton.testkit.RespSocket;
import io.baton.testkit.TestEngine;
import io.vertx.core.Vertx;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The fence on every engine that is here, those in the folders of BATON_ENGINES among them, however one enters it, against
 * clients that go past the proxies.
 */
class FenceOnEnginesTest {
    private static final Duration ANSWER = Duration.ofSeconds(5);
    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static Vertx vertx;

    @BeforeAll
    static void open() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    static Stream<Arguments> everyEngineAndLogin() {
        return EngineBuilds.here().stream()
                .flatMap(build -> Login.of(build).stream().map(login -> Arguments.of(build, login)));
    }

    static Stream<EngineBuilds.Build> enginesWithUsers() {
        return EngineBuilds.here().stream().filter(build -> build.since(6, 0));
    }

    /** The catalogue looks for builds by itself: whatever it would upgrade has been here. */
    @Test
    void noEngineThatTheCatalogueOffersIsMissingHere() {
        String folders =
                EngineBuilds.folders().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        List<String> offered = EngineCatalogue.of(Optional.of(folders), Optional.empty()).current().builds().stream()
                .map(Build::id)
                .map(id -> id.edition() + " " + id.version())
                .toList();
        List<String> here = everyEngineAndLogin()
                .map(arguments -> arguments.get()[0].toString())
                .toList();

        assertThat(offered).contains("REDIS 6.2.6", "REDIS 6.2.7", "REDIS 7.0.15");
        assertThat(here).containsAll(offered);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("everyEngineAndLogin")
    void noWriteGetsPastItAndEverythingIsAsBeforeWhenItIsLowered(EngineBuilds.Build build, Login login)
            throws IOException {
        try (TestEngine oldMaster = start(build, login);
                TestEngine newMaster = start(build, login);
                EngineClient admin = connect(oldMaster, login);
                EngineClient replica = connect(newMaster, login)) {
            follow(replica, admin);
            Fence fence = new Fence(admin.dialect(), PAUSE);
            Map<String, Object> before = condition(admin);
            Map<String, String> originals = fence.originals(admin);

            try (Bypass bypass = new Bypass(oldMaster, login)) {
                freeze(fence, originals, admin, replica);
                bypass.write();
                await().pollDelay(PAUSE.multipliedBy(2)).until(() -> true);
                bypass.writeAnew();

                assertThat(bypass.acknowledged()).isEmpty();
                assertThat(admin.raw("GET", Bypass.KEY).text()).isEqualTo(Bypass.VALUE);
                assertThat(admin.dbSize()).isEqualTo(1);
                assertThat(replica.raw("GET", Bypass.KEY).text()).isEqualTo(Bypass.VALUE);
            }
            send(admin, fence.lower(originals));

            assertThat(condition(admin)).isEqualTo(before);
            assertThat(writes(oldMaster, login)).isEqualTo("OK");
            await("the replica goes on where it was").atMost(PATIENCE).until(() -> {
                Reply arrived = replica.raw("GET", "after");
                return !(arrived instanceof Reply.Nil) && arrived.text().equals("2");
            });
            assertThat(admin.info("stats").get("sync_full")).isEqualTo("1");
        }
    }

    /** Before 6.2 scripts can write until the demotion, which drops what was not sent yet: the offset behind it tells. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("enginesThatAreDemoted")
    void whatAScriptWritesRightBeforeTheDemotionIsMissed(EngineBuilds.Build build) {
        try (TestEngine oldMaster = start(build, Login.NO_PASSWORD);
                TestEngine newMaster = start(build, Login.NO_PASSWORD);
                EngineClient admin = connect(oldMaster, Login.NO_PASSWORD);
                EngineClient replica = connect(newMaster, Login.NO_PASSWORD)) {
            follow(replica, admin);
            Fence fence = new Fence(admin.dialect(), PAUSE);
            Map<String, String> originals = fence.originals(admin);
            send(admin, fence.raise(originals));
            reached(replica, admin.replication().masterReplOffset());

            List<Command> inOneGo = new ArrayList<>();
            inOneGo.add(Command.of("EVAL", "return redis.call('SET', KEYS[1], '1')", "1", "late"));
            inOneGo.addAll(fence.demote());
            try (RawConnection oneWrite = RawConnection.open(admin.address(), Optional.empty(), ANSWER)) {
                oneWrite.write(RawConnection.encode(inOneGo));
                List<Reply> replies = oneWrite.read(inOneGo.size());
                if (refusesScripts(replies.get(0))) {
                    return;
                }
                assertThat(replies).noneMatch(Reply::failed);
            }

            await("its link is cut").atMost(PATIENCE).until(() -> !replica.replication()
                    .linkUp());
            assertThat(replica.replication().slaveReplOffset())
                    .isLessThan(admin.replication().masterReplOffset());
            send(admin, fence.lower(originals));
            await("it comes after all").atMost(PATIENCE).until(() -> replica.dbSize() == 1);
        }
    }

    /** As late releases of 6.0 do (measured on 6.0.20, not on 6.0.5): there the raised fence holds scripts as well. */
    private static boolean refusesScripts(Reply reply) {
        return reply instanceof Reply.Failure failure && failure.error().contains("NOREPLICAS");
    }

    static Stream<EngineBuilds.Build> enginesThatAreDemoted() {
        return EngineBuilds.here().stream().filter(build -> !build.since(6, 2));
    }

    /** As Switching does it. */
    private static void freeze(
            Fence fence, Map<String, String> originals, EngineClient oldMaster, EngineClient newMaster) {
        send(oldMaster, fence.raise(originals));
        reached(newMaster, oldMaster.replication().masterReplOffset());
        if (fence.demotes()) {
            send(oldMaster, fence.demote());
        }
        reached(newMaster, oldMaster.replication().masterReplOffset());
    }

    private static void reached(EngineClient replica, long offset) {
        await("the replica has what the frozen master has")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> replica.replication().slaveReplOffset() >= offset);
    }

    /** Whoever comes afterwards has a new connection and the same password, or none, and knows only what was recorded. */
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("everyEngineAndLogin")
    void whereverItsDriverDiesItIsLoweredByAnother(EngineBuilds.Build build, Login login) throws IOException {
        try (TestEngine engine = start(build, login)) {
            Fence fence;
            Map<String, Object> before;
            Map<String, String> originals;
            try (EngineClient admin = connect(engine, login)) {
                fence = new Fence(admin.dialect(), PAUSE);
                before = condition(admin);
                originals = fence.originals(admin);
            }
            List<Command> raise = new ArrayList<>(fence.raise(originals));
            raise.addAll(fence.demotes() ? fence.demote() : List.of());
            List<Command> lower = fence.lower(originals);

            for (int sent = 0; sent <= raise.size(); sent++) {
                sendAndDie(engine, login, raise.subList(0, sent));
                lowered(engine, login, lower, before);
            }
            sendAndDie(engine, login, raise);
            sendAndDie(engine, login, raise);
            for (int sent = 0; sent <= lower.size(); sent++) {
                sendAndDie(engine, login, lower.subList(0, sent));
            }
            lowered(engine, login, lower, before);
        }
    }

    private static void sendAndDie(TestEngine engine, Login login, List<Command> commands) {
        try (EngineClient driver = connect(engine, login)) {
            send(driver, commands);
        }
    }

    private static void lowered(TestEngine engine, Login login, List<Command> lower, Map<String, Object> before)
            throws IOException {
        try (EngineClient driver = connect(engine, login)) {
            send(driver, lower);
            assertThat(condition(driver)).isEqualTo(before);
        }
        assertThat(writes(engine, login)).isEqualTo("OK");
    }

    /** With 0 no replica's lag counts, so that min-replicas-to-write would refuse nothing; a writable replica takes writes. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("enginesHere")
    void settingsThatWouldOpenItAreChangedAndPutBack(EngineBuilds.Build build) throws IOException {
        try (TestEngine engine = start(build, Login.PASSWORD);
                EngineClient admin = connect(engine, Login.PASSWORD)) {
            Fence fence = new Fence(admin.dialect(), PAUSE);
            admin.configSet(admin.dialect().setting("min-replicas-max-lag"), "0");
            admin.configSet(admin.dialect().setting("replica-read-only"), "no");
            Map<String, Object> before = condition(admin);
            Map<String, String> originals = fence.originals(admin);

            try (Bypass bypass = new Bypass(engine, Login.PASSWORD)) {
                send(admin, fence.raise(originals));
                send(admin, fence.demotes() ? fence.demote() : List.of());
                bypass.write();
                await().pollDelay(PAUSE.multipliedBy(2)).until(() -> true);
                assertThat(bypass.acknowledged()).isEmpty();
            }
            send(admin, fence.lower(originals));

            assertThat(condition(admin)).isEqualTo(before);
        }
    }

    static Stream<EngineBuilds.Build> enginesHere() {
        return EngineBuilds.here().stream();
    }

    /** Lowered before it is raised, which changes nothing, it tells who could not lower it later. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("enginesWithUsers")
    void aUserWhoCouldNotLowerItNeverRaisesIt(EngineBuilds.Build build) {
        try (TestEngine engine = start(build, Login.PASSWORD);
                EngineClient admin = connect(engine, Login.PASSWORD)) {
            Fence fence = new Fence(admin.dialect(), PAUSE);
            Map<String, Object> before = condition(admin);
            Map<String, String> originals = fence.originals(admin);
            admin.raw("ACL", "SETUSER", "default", "-config");

            assertThatExceptionOfType(SwitchFailedException.class)
                    .isThrownBy(() -> RoundTrip.toOldMaster(admin, fence.lower(originals), Fence.REFUSED))
                    .satisfies(failed -> assertThat(failed.reason().code()).isEqualTo("FENCE_REFUSED"))
                    .withMessageContaining("refused CONFIG: NOPERM");

            admin.raw("ACL", "SETUSER", "default", "+config");
            admin.raw("ACL", "SETUSER", "default", "+@all");
            assertThat(condition(admin)).isEqualTo(before);
        }
    }

    private static TestEngine start(EngineBuilds.Build build, Login login) {
        Map<String, String> options = new HashMap<>(login.options());
        options.put("repl-diskless-sync-delay", "0");
        TestEngine engine = TestEngine.start(build, options);
        login.prepare(engine);
        return engine;
    }

    private static EngineClient connect(TestEngine engine, Login login) {
        return new EngineClients(vertx)
                .connect(new EngineAddress(engine.host(), engine.port()), login.secret(), ANSWER);
    }

    private static void follow(EngineClient replica, EngineClient master) {
        replica.replicaOf(master.address());
        await("the replica streams").atMost(PATIENCE).until(() -> {
            ReplicationInfo seen = replica.replication();
            return seen.linkUp() && master.replication().replicas().stream().anyMatch(link -> link.online());
        });
    }

    private static void send(EngineClient admin, List<Command> commands) {
        assertThat(admin.pipeline(commands)).noneMatch(Reply.Failure.class::isInstance);
    }

    /** Everything that it tells of itself and that a fence could leave changed. */
    private static Map<String, Object> condition(EngineClient admin) {
        Map<String, Object> condition = new TreeMap<>(admin.configGet("*"));
        condition.put("role", admin.replication().role());
        if (admin.dialect().hasUsers()) {
            condition.put(
                    "users",
                    admin.raw("ACL", "LIST").list().stream()
                            .map(Reply::text)
                            .sorted()
                            .toList());
        }
        return condition;
    }

    private static Object writes(TestEngine engine, Login login) throws IOException {
        try (RespSocket client = new RespSocket(engine.host(), engine.port(), (int) ANSWER.toMillis())) {
            login.greet(client);
            client.command("SET", "after", "1");
            return client.command("EVAL", "return redis.call('SET', KEYS[1], ARGV[1])", "1", "after", "2");
        }
    }
}
