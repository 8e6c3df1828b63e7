package io.baton.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.control.ProxyAnswer.Drained;
import io.baton.proxy.control.ProxyAnswer.NotDrained;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.proxy.resp.Resp;
import io.baton.testkit.TestEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that wait for data while their engine is switched from 6.2.7 to 7.0.15. */
class BlockingSwitchTest extends SwitchedSessions {

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

    /** Its user may not ask for the number of its connection; the proxy itself finds it. */
    @Test
    void aClientWithoutTheRightToAnyClientCommandVetoesNoSwitch() {
        for (TestEngine engine : List.of(old, young)) {
            engine.command("ACL", "SETUSER", "worker", "on", ">pw", "~*", "+@all", "-client");
        }
        RespClient worker = proxy.client();
        worker.call("AUTH", "worker", "pw");
        worker.send("BLPOP", "queue", "0");
        RespClient other = client();
        other.send("BLPOP", "queue", "0");
        awaitBlocked(old, 2);
        prepare();
        assertThat(hold().unblocked()).isEqualTo(2);
        promoteSwitchRelease();
        awaitBlocked(young, 2);
        young.command("RPUSH", "queue", "job");
        assertThat(worker.read()).as("it blocked first").isEqualTo("[queue, job]");
    }

    /** The producers have connected first, so their held commands would be sent first. */
    @Test
    void whoWaitsForWhatIsNewMissesNothingThatWasHeld() {
        List<RespClient> producers = Stream.generate(this::client).limit(40).toList();
        RespClient reader = client();
        reader.send("XREAD", "BLOCK", "0", "STREAMS", "st", "$");
        awaitBlocked(old, 1);
        prepare();
        hold();
        for (int i = 0; i < producers.size(); i++) {
            producers.get(i).send("XADD", "st", "*", "n", Integer.toString(i));
        }
        long each = Resp.command("XADD", "st", "*", "n", "0").readableBytes();
        Awaitility.await("all are held").until(() -> control.status().heldBytes() >= producers.size() * each);
        promoteSwitchRelease();
        producers.forEach(RespClient::read);
        String first = engineSays(young, "XRANGE", "st", "-", "+", "COUNT", "1");
        assertThat(reader.read()).contains(first.replaceAll("^\\[\\[?([0-9]+-[0-9]+).*", "$1"));
    }

    @Test
    void theyAreServedInTheOrderInWhichTheyBlocked() {
        List<RespClient> workers = Stream.generate(this::client).limit(20).toList();
        List<RespClient> shuffled = new ArrayList<>(workers);
        Collections.shuffle(shuffled, new Random(7));
        for (int i = 0; i < shuffled.size(); i++) {
            shuffled.get(i).send("BLPOP", "queue", "0");
            awaitBlocked(old, i + 1);
        }
        move();
        awaitBlocked(young, shuffled.size());
        for (int i = 0; i < shuffled.size(); i++) {
            young.command("RPUSH", "queue", "job-" + i);
            assertThat(shuffled.get(i).read()).isEqualTo("[queue, job-" + i + "]");
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
}
