package io.baton.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.control.ProxyAnswer.NotDrained;
import io.baton.testkit.TestEngine;
import java.io.IOException;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that have switched replies off, through a switch from 6.2.7 to 7.0.15. */
class ReplyModeSwitchTest extends SwitchedSessions {

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
}
