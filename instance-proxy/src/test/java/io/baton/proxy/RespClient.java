package io.baton.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A client that sends what a test wants byte for byte and shows replies as text: {@code +OK}, {@code -ERR …}, {@code :1},
 * {@code value}, {@code [a, b]}, {@code nil}; of RESP3 {@code null}, pushes {@code >[a, b]}, maps {@code %[k, v]}.
 */
final class RespClient implements AutoCloseable {

    private static final int TIMEOUT_MILLIS = 10_000;

    private final Socket socket;
    private final InputStream in;

    private RespClient(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 8 * 1024);
    }

    static RespClient connect(int port) {
        try {
            Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return new RespClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client on a socket that somebody else has connected. */
    static RespClient over(Socket socket) {
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            return new RespClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client whose system takes next to nothing that the client itself does not read. */
    static RespClient connectWithSmallBuffer(int port) {
        try {
            Socket socket = new Socket();
            socket.setReceiveBufferSize(4096);
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return new RespClient(socket);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes the limit of {@link #connectWithSmallBuffer} away. */
    void enlargeBuffer() {
        try {
            socket.setReceiveBufferSize(1024 * 1024);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a bulk string and throws it away; returns its length. */
    long readAndDiscard() {
        try {
            String line = line();
            if (line.charAt(0) != '$') {
                throw new IOException("not a bulk string: " + line);
            }
            long length = Long.parseLong(line.substring(1));
            in.skipNBytes(length + 2);
            return length;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Sends a command and returns its reply. */
    String call(String... words) {
        send(words);
        return read();
    }

    void send(String... words) {
        sendRaw(command(words));
    }

    static String command(String... words) {
        StringBuilder out = new StringBuilder("*" + words.length + "\r\n");
        for (String word : words) {
            out.append('$')
                    .append(word.getBytes(UTF_8).length)
                    .append("\r\n")
                    .append(word)
                    .append("\r\n");
        }
        return out.toString();
    }

    void sendRaw(String bytes) {
        sendRaw(bytes.getBytes(UTF_8));
    }

    void sendRaw(byte[] bytes) {
        try {
            socket.getOutputStream().write(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String read() {
        try {
            return item();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether nothing arrives for a moment. */
    boolean silentFor(int millis) {
        try {
            socket.setSoTimeout(millis);
            in.mark(1);
            int next = in.read();
            if (next >= 0) {
                in.reset();
            }
            return false;
        } catch (SocketTimeoutException silent) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            try {
                socket.setSoTimeout(TIMEOUT_MILLIS);
            } catch (IOException ignored) {
                // the next read says what is wrong
            }
        }
    }

    /** All that still comes until the other side ends the connection. */
    String rest() {
        try {
            return new String(in.readAllBytes(), ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether the other side has ended the connection. */
    boolean ended() {
        try {
            return in.read() < 0;
        } catch (SocketTimeoutException open) {
            return false;
        } catch (IOException reset) {
            return true;
        }
    }

    private String item() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+', '-', ':', ',', '#', '(' -> line;
            case '_' -> "null";
            case '$', '=' -> bulk(Integer.parseInt(rest));
            case '*', '~' -> array(Integer.parseInt(rest));
            case '%' -> "%" + array(2 * Integer.parseInt(rest));
            case '>' -> ">" + array(Integer.parseInt(rest));
            default -> throw new IOException("not RESP: " + line);
        };
    }

    private String bulk(int length) throws IOException {
        if (length < 0) {
            return "nil";
        }
        byte[] bytes = in.readNBytes(length + 2);
        if (bytes.length < length + 2) {
            throw new EOFException();
        }
        return new String(bytes, 0, length, UTF_8);
    }

    private String array(int size) throws IOException {
        if (size < 0) {
            return "nil";
        }
        List<String> items = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            items.add(item());
        }
        return items.toString();
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("closed after " + line.size() + " bytes of a line");
            }
            line.write(next);
        }
        in.read();
        return line.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
