package io.baton.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.control.ProxyAnswer.Drained;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.testkit.TestEngine;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Shard channels, which 7.0 and later have. */
class ShardSubscriptionsTest {

    private TestEngine old;
    private TestEngine young;
    private ProxyHarness proxy;

    @BeforeEach
    void start() {
        old = TestEngine.start("7.0.15");
        young = TestEngine.start("7.0.15");
        ProxyHarness.replicate(old, young);
        proxy = ProxyHarness.before(old);
    }

    @AfterEach
    void stop() {
        proxy.close();
        young.close();
        old.close();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3})
    void shardChannelsMoveBesideOrdinaryOnes(int protocol) {
        String push = protocol == 3 ? ">" : "";
        RespClient client = proxy.client();
        client.call("HELLO", Integer.toString(protocol));
        client.send("SSUBSCRIBE", "a", "b");
        assertThat(client.read()).isEqualTo(push + "[ssubscribe, a, :1]");
        assertThat(client.read()).isEqualTo(push + "[ssubscribe, b, :2]");
        assertThat(client.call("SUBSCRIBE", "a")).isEqualTo(push + "[subscribe, a, :1]");
        assertThat(client.call("SUNSUBSCRIBE", "b")).isEqualTo(push + "[sunsubscribe, b, :1]");
        old.command("SPUBLISH", "a", "before");
        assertThat(client.read()).isEqualTo(push + "[smessage, a, before]");

        move();

        assertThat(young.command("SPUBLISH", "a", "after")).isEqualTo(1L);
        assertThat(young.command("SPUBLISH", "b", "nobody")).isEqualTo(0L);
        young.command("PUBLISH", "a", "ordinary");
        assertThat(client.read()).isEqualTo(push + "[smessage, a, after]");
        assertThat(client.read()).isEqualTo(push + "[message, a, ordinary]");
        assertThat(client.call("SUNSUBSCRIBE")).isEqualTo(push + "[sunsubscribe, a, :0]");
        assertThat(client.call("UNSUBSCRIBE")).isEqualTo(push + "[unsubscribe, a, :0]");
        assertThat(client.call("SET", "k", "v")).isEqualTo("+OK");
    }

    @Test
    void commandsGoOnBesideShardMessagesInResp3() {
        RespClient client = proxy.client();
        client.call("HELLO", "3");
        client.call("SSUBSCRIBE", "a");
        assertThat(client.call("INCR", "k")).isEqualTo(":1");
        move();
        assertThat(client.call("INCR", "k")).isEqualTo(":2");
        assertThat(client.call("SPUBLISH", "a", "mine")).isIn(":1", ">[smessage, a, mine]");
        client.read();
        assertThat(client.call("INCR", "k")).isEqualTo(":3");
    }

    private void move() {
        try (ProxyControlClient control = proxy.control()) {
            control.prepare(1, ProxyHarness.address(young));
            assertThat(control.hold(1, Duration.ofSeconds(3))).isInstanceOf(Drained.class);
            ProxyHarness.promote(old, young);
            control.switchTo(1, ProxyHarness.address(young));
            control.release(1);
        }
    }
}
