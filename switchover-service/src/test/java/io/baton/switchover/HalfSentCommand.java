package io.baton.switchover;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A client that has sent half of a large SET: the engine has got a part of it, so nothing else can come between. */
final class HalfSentCommand implements AutoCloseable {
    static final String KEY = "large";
    static final int SIZE = 200_000;

    private final Socket socket;

    HalfSentCommand(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        send("*3\r\n$3\r\nSET\r\n$5\r\n" + KEY + "\r\n$" + SIZE + "\r\n" + "x".repeat(SIZE / 2));
    }

    void sendTheRest() throws IOException {
        send("x".repeat(SIZE / 2) + "\r\n");
        assertThat(new String(socket.getInputStream().readNBytes(5), StandardCharsets.US_ASCII))
                .isEqualTo("+OK\r\n");
    }

    private void send(String text) throws IOException {
        OutputStream out = socket.getOutputStream();
        out.write(text.getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
