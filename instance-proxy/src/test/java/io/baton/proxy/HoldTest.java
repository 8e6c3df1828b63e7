package io.baton.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyAnswer.Drained;
import io.baton.proxy.control.ProxyAnswer.HoldAnswer;
import io.baton.proxy.control.ProxyAnswer.NotDrained;
import io.baton.proxy.control.ProxyAnswer.Refused;
import io.baton.proxy.control.ProxyAnswer.Released;
import io.baton.proxy.control.ProxyCommand;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.proxy.control.ProxyControlException;
import io.baton.proxy.control.ProxyControlException.Kind;
import io.baton.proxy.control.ProxyPhase;
import io.baton.proxy.control.RefusalCode;
import io.baton.testkit.TestEngine;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Holds, and what ends them: releases, restarts, timeouts, and commands of other epochs. */
class HoldTest {

    private static final Duration DRAIN = Duration.ofSeconds(2);

    private static TestEngine one;
    private static TestEngine other;
    private ProxyHarness proxy;
    private ProxyControlClient control;
    private Address target;

    @BeforeAll
    static void startEngines() {
        one = TestEngine.start("6.2.7");
        other = TestEngine.start("7.0.15");
    }

    @AfterAll
    static void stopEngines() {
        one.close();
        other.close();
    }

    @BeforeEach
    void start() {
        one.command("FLUSHALL");
        other.command("FLUSHALL");
        proxy = ProxyHarness.before(one, "no-password-is-set");
        control = proxy.control();
        target = ProxyHarness.address(other);
    }

    @AfterEach
    void stop() {
        proxy.close();
    }

    @Test
    void aHeldCommandWaitsAndIsSentOnceToTheOldMasterIfNothingWasSwitched() {
        RespClient client = proxy.client();
        client.call("SET", "k", "0");
        assertThat(control.hold(1, DRAIN)).isInstanceOf(Drained.class);
        client.sendRaw(RespClient.command("INCR", "k") + RespClient.command("INCR", "k"));
        assertThat(client.silentFor(100)).isTrue();
        assertThat(one.command("GET", "k")).isEqualTo("0");

        Released released = control.release(1);

        assertThat(released.switched()).isFalse();
        assertThat(released.commandsHeld()).isEqualTo(2);
        assertThat(released.longestHoldMicros()).isBetween(50_000L, released.holdMicros() + 100_000);
        assertThat(client.read()).isEqualTo(":1");
        assertThat(client.read()).isEqualTo(":2");
        assertThat(control.status().phase()).isEqualTo(ProxyPhase.SERVING);
    }

    @Test
    void everyCommandIsIdempotentAtItsEpoch() {
        proxy.client().call("PING");
        assertThat(control.prepare(1, target)).isEqualTo(control.prepare(1, target));
        HoldAnswer drained = control.hold(1, DRAIN);
        assertThat(control.hold(1, DRAIN)).isEqualTo(drained);
        var switched = control.switchTo(1, target);
        assertThat(control.switchTo(1, target)).isEqualTo(switched);
        assertThat(control.hold(1, DRAIN)).isEqualTo(drained);
        Released released = control.release(1);
        assertThat(control.release(1)).isEqualTo(released);
        assertThat(control.switchTo(1, target)).isEqualTo(switched);
        assertThat(control.hold(1, DRAIN)).isEqualTo(drained);
        assertThat(control.status().phase()).isEqualTo(ProxyPhase.SERVING);
        assertThat(control.status().upstream()).isEqualTo(target);
    }

    @Test
    void aLowerEpochIsStaleAndChangesNothing() {
        control.hold(5, DRAIN);
        assertStale(() -> control.hold(4, DRAIN));
        assertStale(() -> control.release(4));
        assertStale(() -> control.switchTo(4, target));
        assertStale(() -> control.prepare(4, target));
        assertThat(control.status().phase()).isEqualTo(ProxyPhase.HELD);
        control.release(5);
        assertStale(() -> control.hold(4, DRAIN));
    }

    @Test
    void anEpochThatWasReleasedWithoutASwitchIsOver() {
        control.hold(1, DRAIN);
        control.release(1);
        assertRefused(() -> control.hold(1, DRAIN), RefusalCode.EPOCH_OVER);
        assertRefused(() -> control.switchTo(1, target), RefusalCode.EPOCH_OVER);
        assertRefused(() -> control.prepare(1, target), RefusalCode.EPOCH_OVER);
        assertThat(control.hold(2, DRAIN)).isInstanceOf(Drained.class);
    }

    @Test
    void aReleaseOfAnEpochThatNeverHeldShutsItOut() {
        assertThat(control.release(3).switched()).isFalse();
        assertRefused(() -> control.hold(3, DRAIN), RefusalCode.EPOCH_OVER);
        assertStale(() -> control.hold(2, DRAIN));
    }

    @Test
    void aSwitchWithoutAHoldIsRefused() {
        assertRefused(() -> control.switchTo(1, target), RefusalCode.NOT_HELD);
        control.prepare(1, target);
        assertRefused(() -> control.switchTo(1, target), RefusalCode.NOT_HELD);
        control.hold(1, DRAIN);
        assertRefused(() -> control.switchTo(1, new Address("127.0.0.1", 1)), RefusalCode.OTHER_TARGET);
    }

    @Test
    void aLaterEpochTakesAHoldOverAndAnotherEndsIt() {
        RespClient client = proxy.client();
        client.call("PING");
        control.hold(1, DRAIN);
        client.send("PING");
        assertRefused(() -> control.prepare(2, target), RefusalCode.HELD_BY_OTHER_EPOCH);
        assertThat(control.hold(2, DRAIN)).isInstanceOf(Drained.class);
        assertStale(() -> control.release(1));
        assertThat(client.silentFor(50)).isTrue();
        control.release(3);
        assertThat(client.read()).isEqualTo("+PONG");
    }

    @Test
    void aTargetOutOfReachIsRefusedAndServingGoesOn() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        assertRefused(() -> control.prepare(1, new Address("127.0.0.1", port)), RefusalCode.TARGET_UNREACHABLE);
        assertThat(control.status().phase()).isEqualTo(ProxyPhase.SERVING);
        assertThat(control.status().epoch()).isZero();
    }

    @Test
    void newConnectionsDuringAHoldWaitForItsEnd() {
        control.prepare(1, target);
        control.hold(1, DRAIN);
        RespClient before = proxy.client();
        before.send("SET", "from", "before");
        control.switchTo(1, target);
        RespClient after = proxy.client();
        after.send("SET", "from2", "after");
        assertThat(before.silentFor(50)).isTrue();
        assertThat(after.silentFor(50)).isTrue();
        control.release(1);
        assertThat(before.read()).isEqualTo("+OK");
        assertThat(after.read()).isEqualTo("+OK");
        assertThat(other.command("GET", "from")).isEqualTo("before");
        assertThat(one.command("DBSIZE")).isEqualTo(0L);
    }

    @Test
    void newConnectionsDuringAHoldThatIsGivenUpAreServedByTheOldMaster() {
        control.prepare(1, target);
        control.hold(1, DRAIN);
        RespClient client = proxy.client();
        client.send("SET", "from", "waiting");
        assertThat(client.silentFor(50)).isTrue();
        control.release(1);
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(one.command("GET", "from")).isEqualTo("waiting");
    }

    @Test
    void newSessionsWhilePreparedGetAStandbyToo() {
        control.prepare(1, target);
        RespClient client = proxy.client();
        client.call("SELECT", "3");
        Awaitility.await().until(() -> control.status().preparedSessions() == 1);
    }

    @Test
    void aSwitchWithoutPreparationWorksToo() {
        RespClient client = proxy.client();
        client.call("SELECT", "3");
        control.hold(1, DRAIN);
        client.send("SET", "k", "v");
        control.switchTo(1, target);
        control.release(1);
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(other.command("INFO", "keyspace").toString()).contains("db3:keys=1");
    }

    @Test
    void aStandbyThatTheEngineClosedIsReplaced() {
        RespClient client = proxy.client();
        client.call("SELECT", "3");
        control.prepare(1, target);
        other.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        Awaitility.await().until(() -> control.status().preparedSessions() == 0);
        assertThat(control.prepare(1, target).ready()).isEqualTo(1);
        other.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        Awaitility.await().until(() -> control.status().preparedSessions() == 0);
        control.hold(1, DRAIN);
        control.switchTo(1, target);
        control.release(1);
        assertThat(client.call("SET", "k", "v")).isEqualTo("+OK");
        assertThat(other.command("INFO", "keyspace").toString()).contains("db3:keys=1");
    }

    @Test
    void aFenceThatCutsConnectionsOfAHeldMasterHurtsNobody() {
        RespClient client = proxy.client();
        client.call("SELECT", "3");
        client.call("MULTI");
        client.call("INCR", "k");
        RespClient watcher = proxy.client();
        watcher.call("WATCH", "k");
        control.hold(1, DRAIN);
        one.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        control.release(1);
        assertThat(client.call("EXEC")).isEqualTo("[:1]");
        assertThat(one.command("INFO", "keyspace").toString()).contains("db3:keys=1");
        watcher.call("MULTI");
        assertThat(watcher.call("EXEC"))
                .as("the watch was lost with the connection")
                .isEqualTo("nil");
    }

    @Test
    void aLongScriptMakesTheHoldStepBack() {
        RespClient client = proxy.client();
        String busy =
                "local t = redis.call('TIME')[1] + 1; while tonumber(redis.call('TIME')[1]) <= t do end; return 7";
        client.send("EVAL", busy, "0");
        Awaitility.await().until(() -> control.status().owedReplies() == 1);
        HoldAnswer answer = control.hold(1, Duration.ofMillis(100));
        assertThat(answer).isInstanceOf(NotDrained.class);
        NotDrained notDrained = (NotDrained) answer;
        assertThat(notDrained.reason()).contains("EVAL").contains("script");
        assertThat(notDrained.blockers()).singleElement().satisfies(blocker -> {
            assertThat(blocker.command()).isEqualTo("EVAL");
            assertThat(blocker.owedReplies()).isEqualTo(1);
        });
        assertRefused(() -> control.switchTo(1, target), RefusalCode.NOT_DRAINED);
        client.send("PING");
        control.release(1);
        assertThat(client.read()).isEqualTo(":7");
        assertThat(client.read()).isEqualTo("+PONG");
    }

    @Test
    void aHoldThatWasNotDrainedStaysHeldAndDrainsLater() {
        RespClient client = proxy.client();
        client.send(
                "EVAL", "local t = redis.call('TIME')[1] + 1; while tonumber(redis.call('TIME')[1]) <= t do end", "0");
        Awaitility.await().until(() -> control.status().owedReplies() == 1);
        assertThat(control.hold(1, Duration.ofMillis(50))).isInstanceOf(NotDrained.class);
        client.send("PING");
        assertThat(control.hold(1, Duration.ofSeconds(10))).isInstanceOf(Drained.class);
        assertThat(client.read()).isEqualTo("nil");
        assertThat(client.silentFor(50)).isTrue();
        control.release(1);
        assertThat(client.read()).isEqualTo("+PONG");
    }

    @Test
    void halfACommandThatIsShortStaysWithTheProxy() {
        RespClient client = proxy.client();
        client.call("PING");
        client.sendRaw("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$5\r\nhe");
        control.prepare(1, target);
        assertThat(control.hold(1, DRAIN)).isInstanceOf(Drained.class);
        control.switchTo(1, target);
        control.release(1);
        client.sendRaw("llo\r\n");
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(other.command("GET", "k")).isEqualTo("hello");
    }

    @Test
    void aLongCommandThatIsPartlySentIsCompletedFirst() {
        RespClient client = proxy.client();
        String value = "v".repeat(200_000);
        String command = RespClient.command("SET", "k", value);
        client.call("PING");
        client.sendRaw(command.substring(0, 100_000));
        Awaitility.await().until(() -> control.status().counters().bytesFromClients() >= 100_000);
        NotDrained blocked = (NotDrained) control.hold(1, Duration.ofMillis(100));
        assertThat(blocked.reason()).contains("part of a command");
        client.sendRaw(command.substring(100_000) + RespClient.command("GET", "k"));
        assertThat(control.hold(1, DRAIN)).isInstanceOf(Drained.class);
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(client.silentFor(50)).isTrue();
        assertThat(one.command("STRLEN", "k")).isEqualTo(200_000L);
        control.release(1);
        assertThat(client.read()).isEqualTo(value);
    }

    @Test
    void aClientThatDoesNotReadDoesNotKeepTheProxyFromDraining() {
        RespClient client = proxy.client();
        client.call("SET", "k", "v".repeat(1_000_000));
        for (int i = 0; i < 20; i++) {
            client.send("GET", "k");
        }
        assertThat(control.hold(1, Duration.ofSeconds(10))).isInstanceOf(Drained.class);
        control.release(1);
        for (int i = 0; i < 20; i++) {
            assertThat(client.read()).hasSize(1_000_000);
        }
    }

    @Test
    void whatOneClientCanMakeTheProxyKeepIsBounded() {
        RespClient client = proxy.client();
        client.call("PING");
        control.hold(1, DRAIN);
        Thread flood = new Thread(() -> {
            String command = RespClient.command("SET", "k", "v".repeat(1000));
            for (int i = 0; i < 20_000; i++) {
                client.sendRaw(command);
            }
        });
        flood.start();
        List<Long> seen = new ArrayList<>();
        Awaitility.await("the proxy stops reading")
                .atMost(Duration.ofSeconds(10))
                .until(() -> {
                    long held = control.status().heldBytes();
                    seen.add(held);
                    return held > 1024 * 1024 && seen.size() > 3 && seen.get(seen.size() - 2) == held;
                });
        assertThat(control.status().heldBytes()).isLessThan(2 * 1024 * 1024);
        control.release(1);
        for (int i = 0; i < 20_000; i++) {
            assertThat(client.read()).isEqualTo("+OK");
        }
    }

    @Test
    void aProxyThatDiesWhileHeldComesBackHeld() {
        RespClient lost = proxy.client();
        lost.call("PING");
        control.prepare(7, target);
        control.hold(7, DRAIN);
        proxy.restart();
        assertThat(lost.ended()).isTrue();
        ProxyControlClient again = proxy.control();
        assertThat(again.status().phase()).isEqualTo(ProxyPhase.HELD);
        assertThat(again.status().epoch()).isEqualTo(7);
        RespClient client = proxy.client();
        client.send("SET", "k", "v");
        assertThat(client.silentFor(100)).isTrue();
        assertThat(again.hold(7, DRAIN)).isInstanceOf(Drained.class);
        again.switchTo(7, target);
        proxy.restart();
        again = proxy.control();
        assertThat(again.status().phase()).isEqualTo(ProxyPhase.SWITCHED);
        RespClient next = proxy.client();
        next.send("SET", "k", "v");
        assertThat(next.silentFor(100)).isTrue();
        again.release(7);
        assertThat(next.read()).isEqualTo("+OK");
        assertThat(other.command("GET", "k")).isEqualTo("v");
        proxy.restart();
        assertThat(proxy.control().status().upstream()).isEqualTo(target);
        assertThat(proxy.client().call("GET", "k")).isEqualTo("v");
    }

    @Test
    void aStateThatCannotBeSavedIsRefusedAndServingGoesOn() throws IOException {
        RespClient client = proxy.client();
        client.call("PING");
        Files.createDirectories(
                proxy.stateFile().resolveSibling("state.json.new").resolve("in-the-way"));
        assertRefused(() -> control.hold(1, DRAIN), RefusalCode.STATE_NOT_SAVED);
        assertThat(client.call("PING")).isEqualTo("+PONG");
        assertThat(control.status().epoch()).isZero();
    }

    @Test
    void aWrongInstanceIsRefused() {
        control.send(new ProxyCommand.Hold("another", 1, 100));
        Refused refused = control.receive(Refused.class, ProxyHarness.TIMEOUT);
        assertThat(refused.code()).isEqualTo(RefusalCode.WRONG_INSTANCE);
    }

    @Test
    void aSenselessCommandIsRefused() {
        assertRefused(() -> control.hold(0, DRAIN), RefusalCode.MALFORMED);
        assertRefused(() -> control.hold(1, Duration.ZERO), RefusalCode.MALFORMED);
        assertRefused(() -> control.prepare(1, null), RefusalCode.MALFORMED);
    }

    @Test
    void aHoldOutlivesTheConnectionThatAskedForIt() {
        RespClient client = proxy.client();
        client.call("PING");
        control.hold(1, DRAIN);
        control.close();
        client.send("PING");
        assertThat(client.silentFor(200)).isTrue();
        proxy.control().release(1);
        assertThat(client.read()).isEqualTo("+PONG");
    }

    private static void assertStale(Runnable command) {
        assertThatThrownBy(command::run)
                .asInstanceOf(type(ProxyControlException.class))
                .matches(e -> e.kind() == Kind.STALE_EPOCH);
    }

    private static void assertRefused(Runnable command, RefusalCode code) {
        assertThatThrownBy(command::run)
                .asInstanceOf(type(ProxyControlException.class))
                .matches(
                        e -> e.answer().orElseThrow() instanceof Refused refused && refused.code() == code,
                        "is " + code);
    }
}
