package io.baton.proxy.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.baton.proxy.control.ProxyControlException.Kind;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The client against a peer that says what the test tells it to: how it behaves when the other side misbehaves. */
class ProxyControlClientTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final String WELCOME = line(new ProxyAnswer.Authenticated("orders", 3, ProxyPhase.SERVING));

    private ServerSocket server;
    private final List<String> received = new CopyOnWriteArrayList<>();

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
    }

    @Test
    void authenticatesFirstAndThenNamesTheInstanceOfTheProxy() {
        peerSays(WELCOME, line(new ProxyAnswer.Released(4, false, 1, 2, 3, 4, 5)));
        try (ProxyControlClient client = connect()) {
            assertThat(client.instanceId()).isEqualTo("orders");
            assertThat(client.release(4).commandsHeld()).isEqualTo(1);
        }
        assertThat(received)
                .containsExactly(
                        "{\"type\":\"authenticate\",\"token\":\"token\"}",
                        "{\"type\":\"release\",\"instanceId\":\"orders\",\"epoch\":4}");
    }

    @Test
    void aHoldThatDoesNotDrainIsAnAnswerAndNotAnException() {
        peerSays(WELCOME, line(new ProxyAnswer.NotDrained(4, "a script is running", List.of())));
        try (ProxyControlClient client = connect()) {
            assertThat(client.hold(4, Duration.ofMillis(10))).isInstanceOf(ProxyAnswer.NotDrained.class);
        }
    }

    @Test
    void aStaleEpochSaysWhichEpochIsObeyed() {
        peerSays(WELCOME, line(new ProxyAnswer.StaleEpoch(9)));
        try (ProxyControlClient client = connect()) {
            assertThatThrownBy(() -> client.switchTo(4, new Address("h", 1)))
                    .hasMessageContaining("already obeys epoch 9")
                    .asInstanceOf(type(ProxyControlException.class))
                    .matches(e -> e.kind() == Kind.STALE_EPOCH && e.answer().isPresent());
        }
    }

    @Test
    void aRefusedTokenEndsTheConnection() {
        peerSays(line(new ProxyAnswer.Refused(RefusalCode.UNAUTHENTICATED, "the token is wrong")));
        assertThatThrownBy(this::connect)
                .hasMessageContaining("the token is wrong")
                .asInstanceOf(type(ProxyControlException.class))
                .matches(e -> e.kind() == Kind.REFUSED);
    }

    @Test
    void noAnswerInTimeIsATimeoutAndTheConnectionIsNotUsedAgain() {
        peerSays(WELCOME);
        try (ProxyControlClient client = ProxyControlClient.connect(
                server.getInetAddress().getHostAddress(), server.getLocalPort(), "token", Duration.ofMillis(300))) {
            assertKind(client::status, Kind.TIMED_OUT);
            assertKind(client::status, Kind.CONNECTION_LOST);
        }
    }

    @Test
    void anUnreadableAnswerIsReportedAsSuch() {
        peerSays(WELCOME, "+PONG\n");
        try (ProxyControlClient client = connect()) {
            assertKind(client::status, Kind.MALFORMED_ANSWER);
        }
    }

    @Test
    void anAnswerToAnotherCommandIsReportedAsSuch() {
        peerSays(WELCOME, line(new ProxyAnswer.Switched(1, 2, 3)));
        try (ProxyControlClient client = connect()) {
            assertKind(client::status, Kind.MALFORMED_ANSWER);
        }
    }

    @Test
    void aPortWithoutAProxySaysThatNobodyIsThere() throws IOException {
        int port = server.getLocalPort();
        server.close();
        assertKind(
                () -> ProxyControlClient.connect("127.0.0.1", port, "token", TIMEOUT)
                        .close(),
                Kind.NOBODY_THERE);
    }

    @Test
    void severalProxiesAreCommandedAtOnceByOneThread() {
        peerSays(WELCOME, line(new ProxyAnswer.Drained(4, 10, 1, 0)));
        try (ProxyControlClient one = connect();
                ProxyControlClient two = connect()) {
            List.of(one, two).forEach(c -> c.send(new ProxyCommand.Hold(c.instanceId(), 4, 100)));
            assertThat(one.receive(ProxyAnswer.HoldAnswer.class, TIMEOUT)).isInstanceOf(ProxyAnswer.Drained.class);
            assertThat(two.receive(ProxyAnswer.HoldAnswer.class, TIMEOUT)).isInstanceOf(ProxyAnswer.Drained.class);
        }
    }

    private ProxyControlClient connect() {
        return ProxyControlClient.connect("127.0.0.1", server.getLocalPort(), "token", TIMEOUT);
    }

    private static void assertKind(Runnable action, Kind kind) {
        assertThatThrownBy(action::run)
                .asInstanceOf(type(ProxyControlException.class))
                .matches(e -> e.kind() == kind, "kind is " + kind);
    }

    /** Every connection gets these answers, one a line received. */
    private void peerSays(String... answers) {
        Thread peer = new Thread(() -> {
            try {
                while (true) {
                    Socket socket = server.accept();
                    Thread conversation = new Thread(() -> converse(socket, answers));
                    conversation.setDaemon(true);
                    conversation.start();
                }
            } catch (IOException closed) {
                // the test is over
            }
        });
        peer.setDaemon(true);
        peer.start();
    }

    private void converse(Socket socket, String... answers) {
        try (socket) {
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            int next = 0;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                received.add(line);
                if (next < answers.length) {
                    socket.getOutputStream().write(answers[next++].getBytes(StandardCharsets.UTF_8));
                }
            }
        } catch (IOException closed) {
            // the client went away
        }
    }

    private static String line(ProxyAnswer answer) {
        return new String(ControlCodec.encode(answer), StandardCharsets.UTF_8);
    }
}
