package io.baton.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.control.ProxyAnswer.Drained;
import io.baton.proxy.control.ProxyAnswer.NotDrained;
import io.baton.proxy.control.ProxyAnswer.Switched;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.testkit.TestEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of session, moved from 6.2.7 to 7.0.15 in the middle of what it does. */
class SessionKindsTest {

    private static final String PASSWORD = "engine-password";

    private TestEngine old;
    private TestEngine young;
    private ProxyHarness proxy;
    private ProxyControlClient control;
    private long epoch;

    @BeforeEach
    void start() {
        old = TestEngine.start("6.2.7", Map.of("requirepass", PASSWORD, "masterauth", PASSWORD));
        young = TestEngine.start("7.0.15", Map.of("requirepass", PASSWORD, "masterauth", PASSWORD));
        ProxyHarness.replicate(old, young);
        proxy = ProxyHarness.before(old, PASSWORD);
        control = proxy.control();
    }

    @AfterEach
    void stop() {
        proxy.close();
        young.close();
        old.close();
    }

    // --- identity, database, names, protocol ---

    @Test
    void authenticationDatabaseAndNameAreRestored() {
        RespClient client = client();
        assertThat(client.call("SELECT", "3")).isEqualTo("+OK");
        assertThat(client.call("CLIENT", "SETNAME", "worker-7")).isEqualTo("+OK");
        client.call("SET", "k", "old");
        move();
        assertThat(client.call("CLIENT", "GETNAME")).isEqualTo("worker-7");
        assertThat(client.call("GET", "k")).isEqualTo("old");
        assertThat(client.call("SET", "k", "new")).isEqualTo("+OK");
        assertThat(engineSays(young, "INFO", "keyspace")).contains("db3:keys=1");
    }

    @Test
    void aNamedUserStaysThatUser() {
        for (TestEngine engine : new TestEngine[] {old, young}) {
            engine.command("ACL", "SETUSER", "reader", "on", ">pw", "~*", "+get", "+acl|whoami", "+select");
        }
        RespClient client = proxy.client();
        assertThat(client.call("AUTH", "reader", "pw")).isEqualTo("+OK");
        move();
        assertThat(client.call("ACL", "WHOAMI")).isEqualTo("reader");
        assertThat(client.call("SET", "k", "v")).startsWith("-NOPERM");
    }

    @Test
    void resp3IsRestored() {
        RespClient client = proxy.client();
        assertThat(client.call("HELLO", "3", "AUTH", "default", PASSWORD, "SETNAME", "three"))
                .contains("proto, :3");
        move();
        client.call("HSET", "h", "f", "v");
        assertThat(client.call("CLIENT", "GETNAME")).isEqualTo("three");
        client.send("HGETALL", "h");
        assertThat(client.read()).isEqualTo("%[f, v]");
        assertThat(client.call("GET", "none")).isEqualTo("null");
    }

    @Test
    void whatAnEngineRefusedIsNotRestored() {
        RespClient client = client();
        assertThat(client.call("SELECT", "99")).startsWith("-ERR");
        assertThat(client.call("CLIENT", "SETNAME", "with space")).startsWith("-ERR");
        assertThat(client.call("AUTH", "wrong")).startsWith("-WRONGPASS");
        move();
        assertThat(client.call("SET", "k", "v")).isEqualTo("+OK");
    }

    @Test
    void changesBetweenPrepareAndSwitchAreRestoredToo() {
        RespClient client = client();
        prepare();
        client.call("SELECT", "5");
        client.call("CLIENT", "SETNAME", "late");
        hold();
        promoteSwitchRelease();
        client.call("SET", "k", "v");
        assertThat(client.call("CLIENT", "GETNAME")).isEqualTo("late");
        assertThat(engineSays(young, "INFO", "keyspace")).contains("db5:keys=1");
    }

    @Test
    void selectInsideATransactionCounts() {
        RespClient client = client();
        client.call("MULTI");
        client.call("SELECT", "4");
        client.call("EXEC");
        move();
        client.call("SET", "k", "v");
        assertThat(engineSays(young, "INFO", "keyspace")).contains("db4:keys=1");
    }

    @Test
    void resetForgetsTheSession() {
        RespClient client = client();
        client.call("SELECT", "3");
        assertThat(client.call("RESET")).isEqualTo("+RESET");
        move();
        assertThat(client.call("GET", "k")).startsWith("-NOAUTH");
        client.call("AUTH", PASSWORD);
        client.call("SET", "k", "v");
        assertThat(engineSays(young, "INFO", "keyspace")).contains("db0:keys=1");
    }

    @Test
    void inlineCommandsAreUnderstood() {
        RespClient client = proxy.client();
        client.sendRaw("AUTH \"" + PASSWORD + "\"\r\n\r\nselect 2\nSET k 'a b'\r\n");
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(client.read()).isEqualTo("+OK");
        move();
        client.sendRaw("GET k\r\n");
        assertThat(client.read()).isEqualTo("a b");
    }

    @Test
    void aSessionThatTheNewEngineRefusesIsEndedWithAnError() {
        old.command("ACL", "SETUSER", "leaver", "on", ">pw", "~*", "+@all");
        RespClient stranger = proxy.client();
        assertThat(stranger.call("AUTH", "leaver", "pw")).isEqualTo("+OK");
        RespClient friend = client();
        assertThat(control.prepare(++epoch, ProxyHarness.address(young)).ready())
                .isEqualTo(1);
        hold();
        promoteSwitchRelease();
        assertThat(friend.call("SET", "k", "v")).isEqualTo("+OK");
        assertThat(stranger.read()).contains("could not be restored").contains("AUTH");
        assertThat(stranger.ended()).isTrue();
    }

    // --- transactions ---

    @Test
    void anOpenTransactionMoves() {
        RespClient client = client();
        client.call("MULTI");
        assertThat(client.call("SET", "k", "1")).isEqualTo("+QUEUED");
        assertThat(client.call("INCR", "k")).isEqualTo("+QUEUED");
        move();
        assertThat(client.call("INCR", "k")).isEqualTo("+QUEUED");
        assertThat(client.call("EXEC")).isEqualTo("[+OK, :2, :3]");
        assertThat(young.command("GET", "k")).isEqualTo("3");
        assertThat(old.command("EXISTS", "k")).isEqualTo(0L);
    }

    @Test
    void anOpenTransactionMovesWhileExecIsHeld() {
        RespClient client = client();
        client.call("MULTI");
        client.call("INCR", "k");
        prepare();
        hold();
        client.sendRaw(RespClient.command("INCR", "k") + RespClient.command("EXEC") + RespClient.command("GET", "k"));
        promoteSwitchRelease();
        assertThat(client.read()).isEqualTo("+QUEUED");
        assertThat(client.read()).isEqualTo("[:1, :2]");
        assertThat(client.read()).isEqualTo("2");
    }

    @Test
    void anOpenTransactionSurvivesAHoldThatIsGivenUp() {
        RespClient client = client();
        client.call("MULTI");
        client.call("INCR", "k");
        prepare();
        hold();
        control.release(epoch);
        assertThat(client.call("EXEC")).isEqualTo("[:1]");
        assertThat(old.command("GET", "k")).isEqualTo("1");
    }

    @Test
    void aTransactionWithAWatchAnswersNil() {
        RespClient client = client();
        client.call("WATCH", "k");
        client.call("MULTI");
        client.call("SET", "k", "v");
        move();
        assertThat(client.call("SET", "k2", "v")).isEqualTo("+QUEUED");
        assertThat(client.call("EXEC")).isEqualTo("nil");
        assertThat(young.command("EXISTS", "k", "k2")).isEqualTo(0L);
        assertThat(client.call("SET", "k", "after")).isEqualTo("+OK");
        assertThat(client.call("GET", "k")).isEqualTo("after");
    }

    @Test
    void aWatchWithoutATransactionMakesTheNextOneAnswerNil() {
        RespClient client = client();
        client.call("WATCH", "k");
        move();
        assertThat(client.call("GET", "k")).isEqualTo("nil");
        client.sendRaw(RespClient.command("SET", "x", "1")
                + RespClient.command("MULTI")
                + RespClient.command("SET", "k", "v")
                + RespClient.command("EXEC")
                + RespClient.command("GET", "x"));
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(client.read()).isEqualTo("+QUEUED");
        assertThat(client.read()).isEqualTo("nil");
        assertThat(client.read()).isEqualTo("1");
        assertThat(young.command("EXISTS", "k")).isEqualTo(0L);
        client.call("WATCH", "k");
        client.call("MULTI");
        client.call("SET", "k", "v");
        assertThat(client.call("EXEC")).isEqualTo("[+OK]");
    }

    @Test
    void aWatchAnsweredInResp3IsNullInResp3() {
        RespClient client = proxy.client();
        client.call("HELLO", "3", "AUTH", "default", PASSWORD);
        client.call("WATCH", "k");
        move();
        client.call("MULTI");
        assertThat(client.call("EXEC")).isEqualTo("null");
    }

    @Test
    void unwatchMakesTheNextTransactionOrdinary() {
        RespClient client = client();
        client.call("WATCH", "k");
        move();
        assertThat(client.call("UNWATCH")).isEqualTo("+OK");
        client.call("MULTI");
        client.call("SET", "k", "v");
        assertThat(client.call("EXEC")).isEqualTo("[+OK]");
    }

    @Test
    void aFinishedWatchConcernsNobody() {
        RespClient client = client();
        client.call("WATCH", "k");
        client.call("MULTI");
        client.call("EXEC");
        move();
        client.call("MULTI");
        client.call("SET", "k", "v");
        assertThat(client.call("EXEC")).isEqualTo("[+OK]");
    }

    @Test
    void aTransactionThatTheEngineWouldRefuseIsStillRefused() {
        RespClient client = client();
        client.call("MULTI");
        assertThat(client.call("NO-SUCH-COMMAND")).startsWith("-ERR");
        client.call("SET", "k", "v");
        move();
        assertThat(client.call("SET", "k", "v")).isEqualTo("+QUEUED");
        assertThat(client.call("EXEC")).startsWith("-EXECABORT");
        assertThat(client.call("GET", "k")).isEqualTo("nil");
    }

    @Test
    void aTransactionThatIsTooLongAnswersNil() {
        RespClient client = client();
        client.call("MULTI");
        String value = "x".repeat(300_000);
        for (int i = 0; i < 5; i++) {
            assertThat(client.call("SET", "big-" + i, value)).isEqualTo("+QUEUED");
        }
        move();
        assertThat(client.call("SET", "big-6", value)).isEqualTo("+QUEUED");
        assertThat(client.call("EXEC")).isEqualTo("nil");
        assertThat(young.command("DBSIZE")).isEqualTo(0L);
        assertThat(client.call("SET", "k", value)).isEqualTo("+OK");
    }

    // --- blocking commands ---

    @ParameterizedTest
    @ValueSource(strings = {"0", "30"})
    void aBlockedPopWaitsOnAtTheNewMaster(String timeout) {
        RespClient client = client();
        client.send("BLPOP", "queue", timeout);
        awaitBlocked(old, 1);
        client.send("SET", "behind", "1");
        move();
        awaitBlocked(young, 1);
        young.command("RPUSH", "queue", "job");
        assertThat(client.read()).isEqualTo("[queue, job]");
        assertThat(client.read()).isEqualTo("+OK");
    }

    @Test
    void whatIsLeftOfATimeoutIsWaitedFor() {
        RespClient client = client();
        long begin = System.nanoTime();
        client.send("BLPOP", "queue", "1.5");
        awaitBlocked(old, 1);
        move();
        assertThat(client.read()).isEqualTo("nil");
        long millis = (System.nanoTime() - begin) / 1_000_000;
        assertThat(millis).isBetween(1400L, 3000L);
    }

    @Test
    void aBlockedPopSurvivesAHoldThatIsGivenUp() {
        RespClient client = client();
        client.send("BLPOP", "queue", "0");
        awaitBlocked(old, 1);
        prepare();
        hold();
        control.release(epoch);
        awaitBlocked(old, 1);
        old.command("RPUSH", "queue", "job");
        assertThat(client.read()).isEqualTo("[queue, job]");
    }

    @Test
    void everyBlockingCommandIsTakenBack() {
        RespClient[] clients = new RespClient[9];
        String[][] calls = {
            {"BRPOP", "q1", "q2", "0"},
            {"BRPOPLPUSH", "q1", "dest", "0"},
            {"BLMOVE", "q1", "dest", "LEFT", "RIGHT", "0"},
            {"BZPOPMIN", "z1", "0"},
            {"BZPOPMAX", "z1", "0"},
            {"XREAD", "BLOCK", "0", "STREAMS", "s1", "$"},
            {"XREADGROUP", "GROUP", "g", "c", "BLOCK", "0", "STREAMS", "s2", ">"},
            {"BLPOP", "q1", "0"},
            {"WAIT", "5", "0"}
        };
        old.command("XGROUP", "CREATE", "s2", "g", "$", "MKSTREAM");
        for (int i = 0; i < calls.length; i++) {
            clients[i] = client();
            clients[i].send(calls[i]);
        }
        awaitBlocked(old, calls.length);
        prepare();
        Drained drained = hold();
        assertThat(drained.unblocked()).isEqualTo(8);
        promoteSwitchRelease();
        assertThat(clients[8].read())
                .as("WAIT answers what it has counted so far")
                .isEqualTo(":1");
        awaitBlocked(young, 8);
        young.command("XADD", "s1", "1-1", "f", "v");
        assertThat(clients[5].read()).contains("1-1");
        young.command("XADD", "s2", "2-2", "f", "v");
        assertThat(clients[6].read()).contains("2-2");
    }

    @Test
    void aBlockedPopThatMayNotBeTakenBackMakesTheHoldStepBack() {
        try (ProxyHarness stranger = ProxyHarness.before(old)) {
            RespClient client = stranger.client();
            client.call("AUTH", PASSWORD);
            client.send("BLPOP", "queue", "0");
            awaitBlocked(old, 1);
            ProxyControlClient itsControl = stranger.control();
            var answer = itsControl.hold(1, Duration.ofMillis(200));
            assertThat(answer).isInstanceOfSatisfying(NotDrained.class, notDrained -> assertThat(notDrained.reason())
                    .contains("BLPOP")
                    .contains("refuses CLIENT UNBLOCK")
                    .contains("NOAUTH"));
            itsControl.release(1);
            old.command("RPUSH", "queue", "job");
            assertThat(client.read()).isEqualTo("[queue, job]");
        }
    }

    @Test
    void aBlockedPopInsideATransactionDoesNotBlock() {
        RespClient client = client();
        client.call("MULTI");
        assertThat(client.call("BLPOP", "queue", "0")).isEqualTo("+QUEUED");
        move();
        assertThat(client.call("EXEC")).isEqualTo("[nil]");
    }

    // --- subscriptions ---

    @Test
    void subscriptionsInResp2Move() {
        RespClient client = client();
        client.send("SUBSCRIBE", "a", "b");
        assertThat(client.read()).isEqualTo("[subscribe, a, :1]");
        assertThat(client.read()).isEqualTo("[subscribe, b, :2]");
        assertThat(client.call("PSUBSCRIBE", "p*")).isEqualTo("[psubscribe, p*, :3]");
        assertThat(client.call("UNSUBSCRIBE", "b")).isEqualTo("[unsubscribe, b, :2]");
        old.command("PUBLISH", "a", "before");
        assertThat(client.read()).isEqualTo("[message, a, before]");
        move();
        assertThat(young.command("PUBLISH", "a", "after")).isEqualTo(1L);
        assertThat(young.command("PUBLISH", "b", "nobody")).isEqualTo(0L);
        young.command("PUBLISH", "p1", "pattern");
        assertThat(client.read()).isEqualTo("[message, a, after]");
        assertThat(client.read()).isEqualTo("[pmessage, p*, p1, pattern]");
        assertThat(client.call("PING")).isEqualTo("[pong, ]");
        client.send("UNSUBSCRIBE");
        assertThat(client.read()).isEqualTo("[unsubscribe, a, :1]");
        client.send("PUNSUBSCRIBE");
        assertThat(client.read()).isEqualTo("[punsubscribe, p*, :0]");
        assertThat(client.call("SET", "k", "v")).isEqualTo("+OK");
    }

    @Test
    void subscriptionsInResp3MoveAndCommandsGoOnBesideThem() {
        RespClient client = proxy.client();
        client.call("HELLO", "3", "AUTH", "default", PASSWORD);
        assertThat(client.call("SUBSCRIBE", "a")).isEqualTo(">[subscribe, a, :1]");
        assertThat(client.call("SET", "k", "1")).isEqualTo("+OK");
        move();
        assertThat(client.call("INCR", "k")).isEqualTo(":2");
        young.command("PUBLISH", "a", "after");
        assertThat(client.read()).isEqualTo(">[message, a, after]");
        assertThat(client.call("INCR", "k")).isEqualTo(":3");
    }

    @Test
    void subscriptionsChangedWhilePreparedMoveAsChanged() {
        RespClient client = client();
        client.call("SUBSCRIBE", "a");
        prepare();
        client.call("SUBSCRIBE", "b");
        client.call("UNSUBSCRIBE", "a");
        client.call("PSUBSCRIBE", "c*");
        hold();
        promoteSwitchRelease();
        assertThat(young.command("PUBLISH", "a", "x")).isEqualTo(0L);
        assertThat(young.command("PUBLISH", "b", "y")).isEqualTo(1L);
        assertThat(client.read()).isEqualTo("[message, b, y]");
        young.command("PUBLISH", "c1", "z");
        assertThat(client.read()).isEqualTo("[pmessage, c*, c1, z]");
    }

    @Test
    void everyMessageArrivesOnceThroughASwitch() {
        RespClient subscriber = client();
        subscriber.call("SUBSCRIBE", "news");
        RespClient publisher = client();
        prepare();
        for (int i = 0; i < 50; i++) {
            publisher.call("PUBLISH", "news", "m" + i);
        }
        hold();
        for (int i = 50; i < 100; i++) {
            publisher.send("PUBLISH", "news", "m" + i);
        }
        promoteSwitchRelease();
        for (int i = 0; i < 100; i++) {
            assertThat(subscriber.read()).isEqualTo("[message, news, m" + i + "]");
        }
        assertThat(subscriber.silentFor(50)).isTrue();
    }

    // --- others ---

    @Test
    void aMonitorGoesOnAtTheNewMaster() {
        RespClient monitor = client();
        assertThat(monitor.call("MONITOR")).isEqualTo("+OK");
        old.command("SET", "seen-before", "1");
        awaitLine(monitor, "seen-before");
        move();
        young.command("SET", "seen-after", "1");
        awaitLine(monitor, "seen-after");
    }

    @Test
    void aClientSideCacheIsToldToForgetEverything() {
        RespClient client = proxy.client();
        client.call("HELLO", "3", "AUTH", "default", PASSWORD);
        assertThat(client.call("CLIENT", "TRACKING", "ON")).isEqualTo("+OK");
        client.call("SET", "k", "1");
        client.call("GET", "k");
        move();
        assertThat(client.read()).isEqualTo(">[invalidate, null]");
        assertThat(client.call("GET", "k")).isEqualTo("1");
        young.command("SET", "k", "2");
        assertThat(client.read()).isEqualTo(">[invalidate, [k]]");
    }

    @Test
    void trackingForAnotherConnectionEndsTheConnection() {
        RespClient listener = client();
        String id = listener.call("CLIENT", "ID").substring(1);
        RespClient client = client();
        assertThat(client.call("CLIENT", "TRACKING", "ON", "REDIRECT", id)).isEqualTo("+OK");
        control.prepare(++epoch, ProxyHarness.address(young));
        hold();
        ProxyHarness.promote(old, young);
        Switched switched = control.switchTo(epoch, ProxyHarness.address(young));
        assertThat(switched.connectionsMoved()).isEqualTo(1);
        assertThat(switched.connectionsClosed()).isEqualTo(1);
        control.release(epoch);
        assertThat(client.read()).startsWith("-ERR").contains("can't be moved");
        assertThat(client.ended()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void repliesThatAreOffStayOff(boolean switched) {
        RespClient client = client();
        client.send("CLIENT", "REPLY", "OFF");
        for (int i = 0; i < 100; i++) {
            client.send("INCR", "k");
        }
        prepare();
        hold();
        TestEngine serving = switched ? young : old;
        if (switched) {
            promoteSwitchRelease();
        } else {
            control.release(epoch);
        }
        client.send("INCR", "k");
        client.send("CLIENT", "REPLY", "ON");
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(client.call("GET", "k")).isEqualTo("101");
        assertThat(serving.command("GET", "k")).isEqualTo("101");
    }

    @Test
    void aSkippedReplyIsStillSkipped() {
        RespClient client = client();
        client.send("CLIENT", "REPLY", "SKIP");
        client.send("SET", "k", "1");
        assertThat(client.call("GET", "k")).isEqualTo("1");
        client.send("CLIENT", "REPLY", "SKIP");
        Awaitility.await().until(() -> control.status().owedReplies() == 0);
        move();
        client.send("SET", "k", "2");
        assertThat(client.call("GET", "k")).isEqualTo("2");
    }

    @Test
    void repliesSwitchedOffInsideATransactionMakeTheHoldStepBack() throws IOException {
        RespClient client = client();
        client.call("MULTI");
        client.call("CLIENT", "REPLY", "OFF");
        client.call("INCR", "k");
        client.send("EXEC");
        // the engine has said how many replies there are, and falls silent in front of the first
        Awaitility.await().until(() -> "1".equals(old.command("GET", "k")));
        control.prepare(++epoch, ProxyHarness.address(young));
        NotDrained answer = (NotDrained) control.hold(epoch, Duration.ofMillis(100));
        assertThat(answer.blockers()).singleElement().satisfies(blocker -> assertThat(blocker.command())
                .isEqualTo("EXEC"));
        control.release(epoch);
        RespClient other = client();
        client.close();
        Awaitility.await().until(() -> control.status().sessions() == 1);
        move();
        assertThat(other.call("INCR", "k")).isEqualTo(":2");
    }

    @Test
    void replicationThroughTheEndpointIsRefused() {
        RespClient client = client();
        client.sendRaw(RespClient.command("GET", "k") + RespClient.command("PSYNC", "?", "-1"));
        assertThat(client.read()).isEqualTo("nil");
        assertThat(client.read()).contains("replication through the endpoint");
        assertThat(client.ended()).isTrue();
    }

    @Test
    void quitIsAnsweredAndEndsTheConnection() {
        RespClient client = client();
        client.sendRaw(RespClient.command("SET", "k", "v") + RespClient.command("QUIT"));
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(client.ended()).isTrue();
    }

    @Test
    void aSecondSwitchMovesTheSameSessionAgain() {
        RespClient client = client();
        client.call("SELECT", "2");
        client.call("SET", "k", "1");
        move();
        try (TestEngine third = TestEngine.start("7.0.15", Map.of("requirepass", PASSWORD, "masterauth", PASSWORD))) {
            ProxyHarness.replicate(young, third);
            control.prepare(++epoch, ProxyHarness.address(third));
            hold();
            ProxyHarness.promote(young, third);
            control.switchTo(epoch, ProxyHarness.address(third));
            control.release(epoch);
            assertThat(client.call("INCR", "k")).isEqualTo(":2");
            assertThat(engineSays(third, "INFO", "keyspace")).contains("db2:keys=1");
        }
    }

    // --- how ---

    private RespClient client() {
        RespClient client = proxy.client();
        assertThat(client.call("AUTH", PASSWORD)).isEqualTo("+OK");
        return client;
    }

    private void move() {
        prepare();
        hold();
        promoteSwitchRelease();
    }

    private void prepare() {
        var prepared = control.prepare(++epoch, ProxyHarness.address(young));
        assertThat(prepared.ready()).isEqualTo(prepared.sessions());
    }

    private Drained hold() {
        var answer = control.hold(epoch, Duration.ofSeconds(3));
        assertThat(answer).isInstanceOf(Drained.class);
        return (Drained) answer;
    }

    private void promoteSwitchRelease() {
        ProxyHarness.promote(old, young);
        control.switchTo(epoch, ProxyHarness.address(young));
        control.release(epoch);
    }

    private static String engineSays(TestEngine engine, String... words) {
        return String.valueOf(engine.command(words));
    }

    private static void awaitBlocked(TestEngine engine, int clients) {
        Awaitility.await(clients + " clients are blocked")
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> engine.info("blocked_clients").equals(Integer.toString(clients)));
    }

    private static void awaitLine(RespClient monitor, String text) {
        Awaitility.await("MONITOR shows " + text).atMost(Duration.ofSeconds(5)).until(() -> monitor.read()
                .contains(text));
    }
}
