package io.baton.engine.client;

import io.baton.engine.Secret;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A connection on which commands are written at one moment and their replies read at a later one: at the first moment it
 * costs no more than a write. Blocking; for one thread at a time. After a failure it is of no more use.
 */
public final class RawConnection implements AutoCloseable {

    private final EngineAddress address;
    private final Socket socket = new Socket();
    private DataInputStream replies;

    private RawConnection(EngineAddress address) {
        this.address = address;
    }

    /**
     * Connects and authenticates.
     *
     * @param timeout longest wait for the connection and, later, for each read
     * @throws EngineException if any of it fails; nothing stays open then
     */
    public static RawConnection open(EngineAddress address, Optional<Secret> password, Duration timeout) {
        RawConnection connection = new RawConnection(address);
        try {
            connection.socket.setTcpNoDelay(true);
            connection.socket.setSoTimeout((int) timeout.toMillis());
            connection.socket.connect(new InetSocketAddress(address.host(), address.port()), (int) timeout.toMillis());
            connection.replies = new DataInputStream(new BufferedInputStream(connection.socket.getInputStream()));
            password.ifPresent(secret -> connection.authenticate(secret));
            return connection;
        } catch (IOException failed) {
            connection.close();
            throw connection.unreachable("connecting", failed);
        } catch (EngineException refused) {
            connection.close();
            throw refused;
        }
    }

    private void authenticate(Secret password) {
        write(encode(List.of(Command.of("AUTH", password.reveal()))));
        if (read(1).get(0) instanceof Reply.Failure failure) {
            throw EngineErrors.of(address, "AUTH", failure.error());
        }
    }

    /** The commands as the engine reads them. */
    public static byte[] encode(List<Command> commands) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (Command command : commands) {
            bytes.writeBytes(text("*" + command.words().size() + "\r\n"));
            for (String word : command.words()) {
                byte[] value = word.getBytes(StandardCharsets.UTF_8);
                bytes.writeBytes(text("$" + value.length + "\r\n"));
                bytes.writeBytes(value);
                bytes.writeBytes(text("\r\n"));
            }
        }
        return bytes.toByteArray();
    }

    /** @param encoded see {@link #encode} */
    public void write(byte[] encoded) {
        try {
            socket.getOutputStream().write(encoded);
        } catch (IOException failed) {
            throw unreachable("writing", failed);
        }
    }

    /** The next replies; waits for them. */
    public List<Reply> read(int count) {
        try {
            List<Reply> read = new ArrayList<>(count);
            for (int i = 0; i < count; i++) {
                read.add(next());
            }
            return read;
        } catch (IOException failed) {
            throw unreachable("reading", failed);
        }
    }

    private Reply next() throws IOException {
        int kind = replies.readUnsignedByte();
        String line = line();
        return switch (kind) {
            case '+' -> new Reply.Text(line.getBytes(StandardCharsets.UTF_8));
            case '-' -> new Reply.Failure(line);
            case ':' -> new Reply.Number(Long.parseLong(line));
            case '$' -> bulk(Integer.parseInt(line));
            case '*' -> many(Integer.parseInt(line));
            default -> throw new IOException("a reply can't begin with byte " + kind);
        };
    }

    private Reply bulk(int length) throws IOException {
        if (length < 0) {
            return new Reply.Nil();
        }
        byte[] value = new byte[length];
        replies.readFully(value);
        replies.readFully(new byte[2]);
        return new Reply.Text(value);
    }

    private Reply many(int count) throws IOException {
        if (count < 0) {
            return new Reply.Nil();
        }
        List<Reply> items = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            items.add(next());
        }
        return new Reply.Many(items);
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = replies.read(); next != '\r'; next = replies.read()) {
            if (next < 0) {
                throw new EOFException("the connection ended");
            }
            line.write(next);
        }
        replies.readByte();
        return line.toString(StandardCharsets.UTF_8);
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private EngineException unreachable(String what, IOException cause) {
        return new EngineException.Unreachable(address, cause.getMessage() + " (at " + what + ")", cause);
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyGone) {
            // there is nothing left to close
        }
    }
}
