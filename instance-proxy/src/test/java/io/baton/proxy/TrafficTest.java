package io.baton.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.control.LatencyCounts;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.proxy.control.ProxyTraffic;
import io.baton.proxy.relay.Transport;
import io.baton.testkit.TestEngine;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the proxy says of the commands that went through it. */
class TrafficTest {

    private static final int TWO_SAMPLES = 64;

    private static TestEngine engine;
    private ProxyHarness proxy;
    private ProxyControlClient control;

    @BeforeAll
    static void startEngine() {
        engine = TestEngine.start("6.2.7");
    }

    @AfterAll
    static void stopEngine() {
        engine.close();
    }

    @BeforeEach
    void start() {
        proxy = ProxyHarness.before(engine);
        control = proxy.control();
    }

    @AfterEach
    void stop() {
        proxy.close();
    }

    @Test
    void everyCommandIsCountedThoseOfClientsThatHaveGoneToo() throws Exception {
        try (RespClient gone = RespClient.connect(proxy.port())) {
            gone.sendRaw(RespClient.command("INCR", "k").repeat(10));
            for (int i = 0; i < 10; i++) {
                gone.read();
            }
        }
        Awaitility.await().until(() -> control.status().sessions() == 0);
        RespClient client = proxy.client();
        client.call("SELECT", "1");
        client.call("GET", "k");

        assertThat(traffic().commands()).isEqualTo(12);
    }

    @Test
    void oneReadInThirtyTwoOfEachLoopIsTimed() {
        RespClient client = proxy.client();
        for (int i = 0; i < 320; i++) {
            client.call("PING");
        }
        assertThat(samples(traffic().latency())).isEqualTo(10);
        assertThat(traffic().latency().sumMicros()).isPositive();
    }

    @Test
    void theLoopsOfOneProxyAddUp() {
        proxy.close();
        proxy = ProxyHarness.before(engine, null, 2, Transport.best());
        control = proxy.control();
        for (int i = 0; i < 4; i++) {
            proxy.client().call("PING");
        }
        assertThat(traffic().commands()).isEqualTo(4);
        assertThat(samples(traffic().latency())).isBetween(1L, 2L);
    }

    @Test
    void aSlowCommandIsCountedAsSlow() {
        proxy.client().call("DEBUG", "SLEEP", "0.06");

        LatencyCounts latency = traffic().latency();
        assertThat(latency.sumMicros()).isGreaterThanOrEqualTo(60_000);
        int above50ms = latency.upToMicros().indexOf(50_000L) + 1;
        assertThat(latency.counts().subList(0, above50ms)).containsOnly(0L);
        assertThat(samples(latency)).isEqualTo(1);
    }

    @Test
    void aCommandThatBlocksIsNotTakenForASlowOne() {
        proxy.client().call("BLPOP", "nothing-there", "1");

        assertThat(samples(traffic().latency())).isZero();
    }

    @Test
    void aConnectionThatEndsWithoutAReplyLeavesTheNextOnesTimed() {
        proxy.client().call("QUIT");
        RespClient client = proxy.client();
        for (int i = 0; i < TWO_SAMPLES; i++) {
            client.call("PING");
        }
        assertThat(samples(traffic().latency())).isPositive();
    }

    @Test
    void theWaitOfAHoldIsToldByItselfAndNotTakenForALatency() {
        RespClient client = proxy.client();
        control.hold(1, Duration.ofSeconds(2));
        client.send("PING");
        assertThat(client.silentFor(60)).isTrue();
        long told = control.release(1).longestHoldMicros();
        client.read();

        assertThat(traffic().longestHoldMicros()).isEqualTo(told).isGreaterThan(50_000);
        assertThat(traffic().latency().sumMicros()).isLessThan(50_000);
    }

    private ProxyTraffic traffic() {
        return control.status().traffic();
    }

    private static long samples(LatencyCounts latency) {
        return latency.counts().stream().mapToLong(Long::longValue).sum();
    }
}
