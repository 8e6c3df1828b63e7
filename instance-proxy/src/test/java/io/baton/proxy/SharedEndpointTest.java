package io.baton.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyAnswer.Drained;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.testkit.TestEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Several proxies of one instance behind one address. */
class SharedEndpointTest {

    private static final String[] SMALL = {"-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"};
    private static final int MANY = 64;

    private final List<AutoCloseable> opened = new ArrayList<>();
    private TestEngine one;
    private TestEngine other;
    private ProxyProcess first;
    private ProxyProcess second;

    @BeforeEach
    void start() {
        one = keep(TestEngine.start("6.2.7"));
        other = keep(TestEngine.start("7.0.15"));
        ProxyHarness.replicate(one, other);
        first = proxy(0);
        second = proxy(first.port());
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : opened) {
            each.close();
        }
    }

    @Test
    void allGetClientsAndSwitchTogether() {
        List<RespClient> clients = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            RespClient client = keep(first.client());
            assertThat(client.call("INCR", "k")).isEqualTo(":" + (i + 1));
            clients.add(client);
        }
        List<ProxyControlClient> fleet = List.of(first.control(), second.control());
        assertThat(fleet)
                .allSatisfy(proxy -> assertThat(proxy.status().sessions()).isPositive());
        assertThat(fleet.stream().mapToLong(proxy -> proxy.status().sessions()).sum())
                .isEqualTo(MANY);

        Address target = ProxyHarness.address(other);
        fleet.forEach(proxy -> proxy.prepare(1, target));
        fleet.forEach(proxy -> assertThat(proxy.hold(1, Duration.ofSeconds(2))).isInstanceOf(Drained.class));
        ProxyHarness.promote(one, other);
        fleet.forEach(proxy -> proxy.switchTo(1, target));
        fleet.forEach(proxy -> assertThat(proxy.release(1).switched()).isTrue());

        clients.forEach(client -> client.call("INCR", "k"));
        assertThat(other.command("GET", "k")).isEqualTo(String.valueOf(2 * MANY));
    }

    @Test
    void whenOneDiesTheOthersAcceptEveryNewClient() throws Exception {
        second.kill9();
        for (int i = 0; i < MANY; i++) {
            try (RespClient client = first.client()) {
                assertThat(client.call("PING")).isEqualTo("+PONG");
            }
        }
    }

    private ProxyProcess proxy(int port) {
        ProxyFolder folder = ProxyFolder.create(ProxyHarness.address(one));
        folder.set("listenPort", port);
        folder.set("sharedEndpoint", true);
        return keep(ProxyProcess.start(folder, SMALL));
    }

    private <T extends AutoCloseable> T keep(T resource) {
        opened.add(resource);
        return resource;
    }
}
