package io.baton.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.control.ProxyAnswer.Drained;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.testkit.TestEngine;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Two engines, a proxy, and the steps of a switch from one to the other. */
abstract class SwitchedSessions {

    static final String PASSWORD = "engine-password";

    TestEngine old;
    TestEngine young;
    ProxyHarness proxy;
    ProxyControlClient control;
    long epoch;

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

    RespClient client() {
        RespClient client = proxy.client();
        assertThat(client.call("AUTH", PASSWORD)).isEqualTo("+OK");
        return client;
    }

    void move() {
        prepare();
        hold();
        promoteSwitchRelease();
    }

    void prepare() {
        var prepared = control.prepare(++epoch, ProxyHarness.address(young));
        assertThat(prepared.ready()).isEqualTo(prepared.sessions());
    }

    Drained hold() {
        var answer = control.hold(epoch, Duration.ofSeconds(3));
        assertThat(answer).isInstanceOf(Drained.class);
        return (Drained) answer;
    }

    void promoteSwitchRelease() {
        ProxyHarness.promote(old, young);
        control.switchTo(epoch, ProxyHarness.address(young));
        control.release(epoch);
    }

    static String engineSays(TestEngine engine, String... words) {
        return String.valueOf(engine.command(words));
    }

    static void awaitBlocked(TestEngine engine, int clients) {
        Awaitility.await(clients + " clients are blocked")
                .atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(10))
                .until(() -> engine.info("blocked_clients").equals(Integer.toString(clients)));
    }

    static void awaitLine(RespClient monitor, String text) {
        Awaitility.await("MONITOR shows " + text).atMost(Duration.ofSeconds(5)).until(() -> monitor.read()
                .contains(text));
    }
}
