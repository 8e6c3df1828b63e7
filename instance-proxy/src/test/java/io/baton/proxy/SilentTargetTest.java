package io.baton.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyAnswer.Prepared;
import io.baton.proxy.control.ProxyControlClient;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A new master that takes connections and says nothing, as a stopped process does. */
class SilentTargetTest extends SwitchedSessions {

    @Test
    void whoPreparesHearsThatNoSessionIsReadyHoweverImpatientItIsOtherwise() throws IOException {
        client();
        Address endpoint = proxy.controlAddress();
        try (ServerSocket silent = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
                ProxyControlClient impatient = ProxyControlClient.connect(
                        endpoint.host(), endpoint.port(), ProxyHarness.TOKEN, Duration.ofSeconds(1))) {
            Prepared prepared = impatient.prepare(++epoch, new Address("127.0.0.1", silent.getLocalPort()));

            assertThat(prepared.sessions()).isEqualTo(1);
            assertThat(prepared.ready()).isZero();
        }
        assertThat(client().call("PING")).isEqualTo("+PONG");
    }
}
