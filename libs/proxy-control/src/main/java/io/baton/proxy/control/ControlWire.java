package io.baton.proxy.control;

import io.baton.proxy.control.ProxyControlException.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** A socket that carries lines: one write a command, no delay, every wait bounded. */
final class ControlWire implements AutoCloseable {

    private final Address address;
    private final Socket socket;
    private final byte[] chunk = new byte[4096];
    private int next;
    private int filled;

    private ControlWire(Address address, Socket socket) {
        this.address = address;
        this.socket = socket;
    }

    static ControlWire open(Address address, Duration timeout) {
        Socket socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(address.host(), address.port()), millis(timeout));
            return new ControlWire(address, socket);
        } catch (IOException e) {
            closeQuietly(socket);
            throw new ProxyControlException(
                    nobodyThere(e) ? Kind.NOBODY_THERE : Kind.UNREACHABLE,
                    "no connection to the proxy's control port " + address + ": " + reason(e),
                    e);
        }
    }

    /** The host answers, and has no such listener (ECONNREFUSED, connect(2)); a lost packet looks otherwise. */
    private static boolean nobodyThere(IOException e) {
        return e instanceof ConnectException && String.valueOf(e.getMessage()).contains("refused");
    }

    Address address() {
        return address;
    }

    void send(ProxyCommand command) {
        try {
            socket.getOutputStream().write(ControlCodec.encode(command));
        } catch (IOException e) {
            close();
            throw lost(e);
        }
    }

    ProxyAnswer receive(Duration within) {
        try {
            return ControlCodec.decodeAnswer(readLine(within));
        } catch (MalformedLineException e) {
            close();
            throw new ProxyControlException(
                    Kind.MALFORMED_ANSWER,
                    "the answer of " + address + " is not one of this protocol: " + e.getMessage(),
                    e);
        } catch (SocketTimeoutException e) {
            close();
            throw new ProxyControlException(
                    Kind.TIMED_OUT, "no answer from " + address + " within " + within.toMillis() + " ms", e);
        } catch (IOException e) {
            close();
            throw lost(e);
        }
    }

    private byte[] readLine(Duration within) throws IOException {
        long deadline = System.nanoTime() + within.toNanos();
        InputStream in = socket.getInputStream();
        ByteArrayOutputStream line = new ByteArrayOutputStream(256);
        while (true) {
            while (next < filled) {
                byte b = chunk[next++];
                if (b == '\n') {
                    return line.toByteArray();
                }
                line.write(b);
            }
            if (line.size() > ControlCodec.MAX_LINE_BYTES) {
                throw new MalformedLineException("the line is too long");
            }
            long left = deadline - System.nanoTime();
            if (left <= 0) {
                throw new SocketTimeoutException();
            }
            socket.setSoTimeout(millis(Duration.ofNanos(left)));
            next = 0;
            filled = Math.max(0, in.read(chunk));
            if (filled == 0) {
                throw new IOException("closed by the proxy");
            }
        }
    }

    @Override
    public void close() {
        closeQuietly(socket);
    }

    private ProxyControlException lost(IOException e) {
        return new ProxyControlException(
                Kind.CONNECTION_LOST, "the connection to the proxy at " + address + " was lost: " + reason(e), e);
    }

    private static String reason(IOException e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** At least 1: zero would mean "for ever". */
    private static int millis(Duration duration) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, duration.toMillis()));
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException ignored) {
            // nothing is left to be done with this socket
        }
    }
}
