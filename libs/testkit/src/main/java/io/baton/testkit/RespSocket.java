package io.baton.testkit;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The least client there can be: one socket, RESP2, one command at a time. Independent of the client under test on
 * purpose, so that a test never checks a client against itself.
 */
public final class RespSocket implements AutoCloseable {

    /** The engine's answer was an error; the message is its text. */
    public static final class ErrorReply extends RuntimeException {
        private static final long serialVersionUID = 1L;

        ErrorReply(String text) {
            super(text);
        }
    }

    private final Socket socket;
    private final InputStream in;

    /** @param timeoutMillis longest wait for the connection, and for every reply */
    public RespSocket(String host, int port, int timeoutMillis) throws IOException {
        socket = new Socket();
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(timeoutMillis);
        try {
            socket.connect(new InetSocketAddress(host, port), timeoutMillis);
        } catch (IOException failed) {
            socket.close();
            throw failed;
        }
        in = new BufferedInputStream(socket.getInputStream());
    }

    /**
     * @return String, Long, null or a List of these
     * @throws ErrorReply if the engine answers an error
     */
    public Object command(String... words) throws IOException {
        send(words);
        Object reply = read();
        if (reply instanceof ErrorReply error) {
            throw error;
        }
        return reply;
    }

    /** From now on every reply is waited for at most so long. */
    public void patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    /** Sends without waiting for the answer. */
    public void send(String... words) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(("*" + words.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
        for (String word : words) {
            byte[] bytes = word.getBytes(StandardCharsets.UTF_8);
            out.write(("$" + bytes.length + "\r\n").getBytes(StandardCharsets.US_ASCII));
            out.write(bytes);
            out.write('\r');
            out.write('\n');
        }
        socket.getOutputStream().write(out.toByteArray());
    }

    /** @return the next reply; an error as an {@link ErrorReply} object, so that a pipeline can be read to its end */
    public Object read() throws IOException {
        String line = line();
        String rest = line.substring(1);
        return switch (line.charAt(0)) {
            case '+' -> rest;
            case '-' -> new ErrorReply(rest);
            case ':' -> Long.valueOf(rest);
            case '$' -> bulk(Integer.parseInt(rest));
            case '*' -> array(Integer.parseInt(rest));
            default -> throw new IOException("not RESP2: " + line);
        };
    }

    private String bulk(int length) throws IOException {
        if (length < 0) {
            return null;
        }
        byte[] bytes = in.readNBytes(length + 2);
        if (bytes.length < length + 2) {
            throw new EOFException("the engine closed the connection");
        }
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }

    private List<Object> array(int size) throws IOException {
        if (size < 0) {
            return null;
        }
        List<Object> items = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            items.add(read());
        }
        return items;
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\r'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the engine closed the connection");
            }
            line.write(next);
        }
        in.read();
        if (line.size() == 0) {
            throw new IOException("not RESP2: an empty line");
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
