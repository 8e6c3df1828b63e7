package io.baton.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.proxy.control.Address;
import io.baton.proxy.relay.Transport;
import io.baton.testkit.TestEngine;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** One side of a handover ends in the middle of it: this test is that side. */
@EnabledOnOs(OS.LINUX)
class HandoverCrashTest {

    private static TestEngine engine;
    private ProxyFolder folder;
    private ProxyHarness proxy;

    @BeforeAll
    static void start() {
        engine = TestEngine.start("6.2.7");
    }

    @AfterAll
    static void stop() {
        engine.close();
    }

    @AfterEach
    void closeProxy() {
        proxy.close();
    }

    // --- the newer proxy dies ---

    @Test
    void beforeItAccepts() throws IOException {
        startOlder();
        try (SocketChannel newer = connect()) {
            say(newer, request(ProxyHarness.TOKEN));
            assertThat(hear(newer)).contains("\"sockets\":[\"PLAIN\"]").contains("\"epoch\":0");
            say(newer, "ready");
            assertThat(newer.read(ByteBuffer.allocate(1)))
                    .as("the byte that carries the descriptor")
                    .isEqualTo(1);
            assertServing();
        }
        assertServing();
        assertThat(proxy.control().status().accepting()).isTrue();
    }

    @Test
    void afterItHasAccepted() throws IOException {
        startOlder();
        try (SocketChannel newer = connect()) {
            say(newer, request(ProxyHarness.TOKEN));
            hear(newer);
            say(newer, "ready");
            newer.read(ByteBuffer.allocate(1));
            say(newer, "accepting");
            assertThat(hear(newer)).isEqualTo("stopped");
            assertThat(proxy.control().status().accepting()).isFalse();
            RespClient waits = proxy.client();
            waits.send("PING");
            assertThat(waits.silentFor(200))
                    .as("connected, and waiting to be accepted")
                    .isTrue();
            newer.close();
            assertThat(waits.read()).isEqualTo("+PONG");
        }
        assertThat(proxy.control().status().accepting()).isTrue();
    }

    @Test
    void whoSpeaksNonsenseOrHasNoTokenGetsNothing() throws IOException {
        startOlder();
        try (SocketChannel nonsense = connect()) {
            say(nonsense, "GET / HTTP/1.1");
            assertThat(nonsense.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
        try (SocketChannel guess = connect()) {
            say(guess, request("guess"));
            assertThat(hear(guess)).contains("the token is wrong").doesNotContain("route\":{");
            assertThat(guess.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
        try (SocketChannel hasty = connect()) {
            say(hasty, request(ProxyHarness.TOKEN));
            hear(hasty);
            say(hasty, "accepting");
            assertThat(hasty.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
        assertServing();
        assertThat(proxy.control().status().accepting()).isTrue();
    }

    // --- the older proxy dies ---

    @Test
    void beforeItOffersAnything() throws Exception {
        startNewer(ProxyHarness.address(engine), "");
        proxy.control().takeOver(1, null);
        assertServing();
    }

    @Test
    void afterItHasOfferedAndBeforeItHasHandedOver() throws Exception {
        startNewer(
                new Address("127.0.0.1", 1),
                "{\"route\":{\"epoch\":3,\"phase\":\"SERVING\",\"upstream\":{\"host\":\"127.0.0.1\",\"port\":"
                        + engine.port() + "},\"outcome\":\"SWITCHED\"},\"sockets\":[\"PLAIN\"]}");
        assertThat(proxy.control().takeOver(3, null).upstream()).isEqualTo(ProxyHarness.address(engine));
        assertThat(proxy.control().status().epoch()).isEqualTo(3);
        assertServing();
    }

    @Test
    void withoutEpollNothingIsTakenOverAndTheReasonIsSaid() throws Exception {
        folder = ProxyFolder.create(ProxyHarness.address(engine));
        folder.set("takeOverFrom", folder.path("handover"));
        try (ServerSocketChannel older = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            older.bind(UnixDomainSocketAddress.of(folder.path("handover")));
            proxy = ProxyHarness.in(folder, 1, Transport.NIO);
            assertThatThrownBy(() -> proxy.control().takeOver(1, null))
                    .hasMessageContaining("CANNOT_TAKE_OVER")
                    .hasMessageContaining("epoll");
        }
    }

    @Test
    void anOfferThatCannotBeTakenLeavesTheOlderOneServing() throws Exception {
        startNewer(ProxyHarness.address(engine), "{\"route\":null,\"sockets\":[\"TLS\"]}");
        assertThatThrownBy(() -> proxy.control().takeOver(1, null)).hasMessageContaining("no settings");
        assertThat(proxy.control().status().accepting()).isFalse();
    }

    // --- how ---

    private void startOlder() {
        folder = ProxyFolder.create(ProxyHarness.address(engine));
        folder.set("handoverSocket", folder.path("handover"));
        proxy = ProxyHarness.in(folder, 1, Transport.best());
    }

    /** In front of an older proxy that says one thing to each newer one, and is gone. */
    private void startNewer(Address configured, String offer) throws IOException {
        folder = ProxyFolder.create(configured);
        Path handover = folder.path("handover");
        ServerSocketChannel older = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        older.bind(UnixDomainSocketAddress.of(handover));
        Thread thread = new Thread(() -> {
            try (older) {
                try (SocketChannel newer = older.accept()) {
                    assertThat(hear(newer)).contains("orders");
                    if (!offer.isEmpty()) {
                        say(newer, offer);
                        newer.read(ByteBuffer.allocate(offer.contains("TLS") ? 1 : 6));
                    }
                }
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        folder.set("takeOverFrom", handover);
        proxy = ProxyHarness.in(folder, 1, Transport.best());
        assertThat(proxy.port()).as("it listens on nothing yet").isEqualTo(-1);
    }

    private void assertServing() {
        Awaitility.await().until(() -> proxy.port() > 0);
        assertThat(proxy.client().call("PING")).isEqualTo("+PONG");
    }

    private SocketChannel connect() throws IOException {
        return SocketChannel.open(UnixDomainSocketAddress.of(folder.path("handover")));
    }

    private static String request(String token) {
        return "{\"token\":\"" + token + "\",\"instanceId\":\"orders\",\"epoch\":1,\"again\":false}";
    }

    private static void say(SocketChannel to, String line) throws IOException {
        to.write(ByteBuffer.wrap((line + "\n").getBytes(UTF_8)));
    }

    private static String hear(SocketChannel from) throws IOException {
        StringBuilder line = new StringBuilder();
        ByteBuffer one = ByteBuffer.allocate(1);
        while (from.read(one.clear()) == 1 && one.get(0) != '\n') {
            line.append(new String(one.array(), US_ASCII));
        }
        return line.toString();
    }
}
