package io.baton.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that close their side behind their last command, as {@code printf 'PING\r\n' | nc} does: answered as by an engine. */
class HalfClosedClientTest extends SwitchedSessions {

    private static final String LOGIN = "AUTH " + PASSWORD + "\r\n";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PING\r\n",
                "PING\r\nPING\r\nECHO x\r\n",
                "SET k v\r\nGET k\r\n",
                "MULTI\r\nINCR n\r\nEXEC\r\n",
                "PING\r\nGET k",
                "*1\r\n$4\r\nPING\r\n*2\r\n$3\r\nGET\r\n$100\r\nxx",
                "",
                "NOSUCH\r\n",
                "QUIT\r\n",
                "RPUSH q a\r\nBLPOP q 0\r\n",
                "BLPOP q 0\r\nSET k v\r\n",
                "BLPOP q soon\r\nSET k v\r\nGET k\r\n",
                "EVAL 'return 1' 0\r\nPING\r\n"
            })
    void isAnsweredAsByTheEngine(String said) throws IOException {
        String byEngine = ask(old.port(), LOGIN + said);
        old.command("FLUSHALL");
        assertThat(ask(proxy.port(), LOGIN + said)).isEqualTo(byEngine);
    }

    @Test
    void whatItSaidIntoAHoldIsExecutedBehindIt() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", proxy.port())) {
            socket.getOutputStream().write(LOGIN.getBytes(ISO_8859_1));
            assertThat(socket.getInputStream().readNBytes(5)).isEqualTo("+OK\r\n".getBytes(ISO_8859_1));
            prepare();
            hold();
            socket.getOutputStream().write("INCR n\r\n".getBytes(ISO_8859_1));
            socket.shutdownOutput();
            Awaitility.await("it is held").until(() -> control.status().heldBytes() > 0);
            promoteSwitchRelease();
            socket.setSoTimeout(5_000);
            assertThat(new String(socket.getInputStream().readAllBytes(), ISO_8859_1))
                    .isEqualTo(":1\r\n");
        }
        assertThat(young.command("GET", "n")).isEqualTo("1");
    }

    @Test
    void oneThatBlocksIsGivenUp() throws Exception {
        assertThat(ask(proxy.port(), LOGIN + "BLPOP q 0\r\n")).isEqualTo("+OK\r\n");
        Awaitility.await("the engine knows")
                .until(() -> old.info("blocked_clients").equals("0"));
        old.command("RPUSH", "q", "x");
        assertThat(old.command("LLEN", "q")).as("nobody took it").isEqualTo(1L);
    }

    /** Nobody is left to whom the engine could say anything, so it is in the way of no switch. */
    @Test
    void oneThatBlocksAndQuitsIsGivenUp() throws Exception {
        assertThat(ask(proxy.port(), LOGIN + "BLPOP q 0\r\nQUIT\r\n")).isEqualTo("+OK\r\n");
        assertThat(ask(proxy.port(), LOGIN + "CLIENT REPLY OFF\r\nBLPOP q 0\r\nQUIT\r\n"))
                .isEqualTo("+OK\r\n");
        Awaitility.await("both have gone").until(() -> control.status().sessions() == 0);
        move();
    }

    private static String ask(int port, String said) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(said.getBytes(ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
        }
    }
}
