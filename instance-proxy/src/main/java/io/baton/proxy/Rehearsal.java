package io.baton.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.proxy.relay.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Plays a number of switches through when the process starts, with a second proxy of its own between clients and engines
 * that live in this process. So the first real hold, of which each millisecond is a client's, finds all its classes
 * loaded and its code compiled. Whatever goes wrong here concerns nobody.
 */
final class Rehearsal {

    private static final int SWITCHES = 40;
    private static final int CLIENTS = 4;
    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final byte[] SESSION = "*2\r\n$6\r\nSELECT\r\n$1\r\n1\r\n".getBytes(US_ASCII);
    private static final byte[] COMMANDS =
            "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$1\r\nv\r\n*1\r\n$5\r\nMULTI\r\n".getBytes(US_ASCII);
    private static final byte[] MORE = "*2\r\n$3\r\nGET\r\n$1\r\nk\r\n*1\r\n$4\r\nEXEC\r\n".getBytes(US_ASCII);
    private static final int OK = "+OK\r\n".length();

    private Rehearsal() {}

    /** @param stateFile of the proxy: the rehearsed one keeps its files beside it */
    static void inBackground(Path stateFile) {
        Thread thread = new Thread(
                () -> {
                    try {
                        run(SWITCHES, folderBeside(stateFile));
                    } catch (IOException | RuntimeException e) {
                        new EventLog(Rehearsal.class).warn("rehearsal-failed", "reason", e);
                    }
                },
                "rehearsal");
        thread.setDaemon(true);
        thread.start();
    }

    /** Always the same one of a proxy, so that one which is killed leaves it to the next to tidy up. */
    static Path folderBeside(Path stateFile) {
        Path file = stateFile.toAbsolutePath();
        return file.resolveSibling(file.getFileName() + ".rehearsal");
    }

    static void run(int switches, Path folder) throws IOException {
        delete(folder);
        Files.createDirectory(folder);
        Path token = Files.writeString(folder.resolve("token"), "rehearsal");
        try (RehearsalEngine one = RehearsalEngine.start();
                RehearsalEngine other = RehearsalEngine.start();
                ProxyServer proxy = ProxyServer.start(
                        settings(one.address(), folder, token), 1, Transport.best(), EventLog.silent())) {
            play(proxy, other.address(), one.address(), switches);
        } finally {
            delete(folder);
        }
    }

    private static void play(ProxyServer proxy, Address next, Address present, int switches) throws IOException {
        List<Socket> clients = new ArrayList<>();
        try (ProxyControlClient control =
                ProxyControlClient.connect("127.0.0.1", proxy.controlAddress().port(), "rehearsal", TIMEOUT)) {
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(client(proxy.port()));
            }
            Address to = next;
            Address from = present;
            for (int epoch = 1; epoch <= switches; epoch++) {
                each(clients, COMMANDS, 2);
                control.prepare(epoch, to);
                control.hold(epoch, TIMEOUT);
                for (Socket client : clients) {
                    client.getOutputStream().write(MORE);
                }
                control.status();
                control.switchTo(epoch, to);
                control.release(epoch);
                for (Socket client : clients) {
                    read(client, 2);
                }
                Address back = from;
                from = to;
                to = back;
            }
        } finally {
            for (Socket client : clients) {
                client.close();
            }
        }
    }

    private static Socket client(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout((int) TIMEOUT.toMillis());
        each(List.of(socket), SESSION, 1);
        return socket;
    }

    private static void each(List<Socket> clients, byte[] commands, int replies) throws IOException {
        for (Socket client : clients) {
            client.getOutputStream().write(commands);
        }
        for (Socket client : clients) {
            read(client, replies);
        }
    }

    private static void read(Socket client, int replies) throws IOException {
        InputStream in = client.getInputStream();
        if (in.readNBytes(OK * replies).length < OK * replies) {
            throw new IOException("the rehearsed proxy closed a connection");
        }
    }

    private static ProxySettings settings(Address engine, Path folder, Path token) {
        return new ProxySettings(
                "rehearsal",
                "127.0.0.1",
                0,
                "127.0.0.1",
                0,
                token,
                engine.host(),
                engine.port(),
                folder.resolve("state.json"),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(folder);
    }
}
