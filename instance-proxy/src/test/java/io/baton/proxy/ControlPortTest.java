package io.baton.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.baton.proxy.control.ProxyControlClient;
import io.baton.proxy.control.ProxyControlException;
import io.baton.proxy.control.ProxyControlException.Kind;
import io.baton.proxy.control.ProxyPhase;
import io.baton.testkit.TestEngine;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The control port against callers that must not command it. */
class ControlPortTest {

    private static TestEngine engine;
    private static ProxyHarness proxy;

    @BeforeAll
    static void start() {
        engine = TestEngine.start("6.2.7");
        proxy = ProxyHarness.before(engine);
    }

    @AfterAll
    static void stop() {
        proxy.close();
        engine.close();
    }

    @Test
    void aWrongTokenIsRefused() {
        assertThatThrownBy(() -> ProxyControlClient.connect(
                        "127.0.0.1", proxy.controlAddress().port(), "guess", ProxyHarness.TIMEOUT))
                .hasMessageContaining("the token is wrong")
                .asInstanceOf(type(ProxyControlException.class))
                .matches(e -> e.kind() == Kind.REFUSED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {"type":"status","instanceId":"orders"}                       | UNAUTHENTICATED
            {"type":"hold","instanceId":"orders","epoch":1,"drainTimeoutMs":5} | UNAUTHENTICATED
            {"type":"authenticate"}                                       | UNAUTHENTICATED
            {"type":"authenticate","token":""}                            | UNAUTHENTICATED
            GET / HTTP/1.1                                                | MALFORMED
            {"type":"selfDestruct"}                                       | MALFORMED
            """)
    void whoDoesNotAuthenticateGetsNoFurther(String line, String code) throws IOException {
        assertThat(answersTo(line)).containsExactly(code);
        assertThat(proxy.control().status().phase()).isEqualTo(ProxyPhase.SERVING);
    }

    @Test
    void anEndlessLineIsRefused() throws IOException {
        assertThat(answersTo("x".repeat(70_000))).containsExactly("MALFORMED");
    }

    @Test
    void aMalformedCommandEndsTheConversation() throws IOException {
        try (Socket socket = open()) {
            write(socket, "{\"type\":\"authenticate\",\"token\":\"" + ProxyHarness.TOKEN + "\"}");
            write(socket, "{\"type\":\"hold\",\"epoch\":\"x\"}");
            BufferedReader in = reader(socket);
            assertThat(in.readLine()).contains("authenticated").contains("orders");
            assertThat(in.readLine()).contains("MALFORMED").contains("epoch");
            assertThat(in.readLine()).isNull();
        }
    }

    private static java.util.List<String> answersTo(String line) throws IOException {
        try (Socket socket = open()) {
            write(socket, line);
            return reader(socket)
                    .lines()
                    .map(answer -> answer.replaceAll(".*\"code\":\"([A-Z_]+)\".*", "$1"))
                    .toList();
        }
    }

    private static Socket open() throws IOException {
        Socket socket = new Socket("127.0.0.1", proxy.controlAddress().port());
        socket.setSoTimeout(5000);
        return socket;
    }

    private static void write(Socket socket, String line) throws IOException {
        socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static BufferedReader reader(Socket socket) throws IOException {
        return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    }
}
