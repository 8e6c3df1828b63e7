package io.baton.proxy.difference;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/** A client's connection: sends what it is told and keeps all that it is told. */
final class Wire implements AutoCloseable {

    /** What stands in the place of the end of the connection. */
    static final String END = "<end>";

    private final SocketChannel socket;
    private final Selector selector;
    private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
    private final ByteArrayOutputStream got = new ByteArrayOutputStream();
    private boolean ended;

    Wire(int port) {
        try {
            socket = SocketChannel.open(new InetSocketAddress("127.0.0.1", port));
            socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
            socket.configureBlocking(false);
            selector = Selector.open();
            socket.register(selector, SelectionKey.OP_READ);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int localPort() {
        return socket.socket().getLocalPort();
    }

    /** To a connection that the other side has ended nothing can be said, which is no failure of the client. */
    void say(String bytes) {
        try {
            ByteBuffer out = ByteBuffer.wrap(bytes.getBytes(ISO_8859_1));
            while (out.hasRemaining()) {
                socket.write(out);
            }
        } catch (IOException otherSideHasGone) {
            readWhatIsThere();
        }
    }

    void halfClose() {
        try {
            socket.shutdownOutput();
        } catch (IOException otherSideHasGone) {
            readWhatIsThere();
        }
    }

    /** All that has come so far; ends with {@link #END} if the connection has ended. */
    String got() {
        return got.toString(ISO_8859_1) + (ended ? END : "");
    }

    void forgetWhatIsRead() {
        got.reset();
    }

    boolean ended() {
        return ended;
    }

    void readWhatIsThere() {
        try {
            int count = 1;
            while (!ended && count > 0) {
                buffer.clear();
                count = socket.read(buffer);
                if (count > 0) {
                    got.write(buffer.array(), 0, count);
                }
                ended = count < 0;
            }
        } catch (IOException reset) {
            ended = true;
        }
    }

    /** Waits until more has come; returns whether it has. */
    boolean awaitMore(long nanos) {
        try {
            if (!ended && nanos > 0 && selector.select(Math.max(1, nanos / 1_000_000)) > 0) {
                selector.selectedKeys().clear();
                readWhatIsThere();
                return true;
            }
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            selector.close();
            socket.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
