package io.baton.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;

/** Ports on the loopback interface, chosen by the operating system. */
public final class FreePort {

    private FreePort() {}

    /** @return a port that nobody listens on right now; it is not reserved */
    public static int choose() {
        return choose(1).get(0);
    }

    /** @return different ports that nobody listens on right now; they are not reserved */
    public static List<Integer> choose(int count) {
        List<ServerSocket> sockets = new ArrayList<>();
        try {
            // All are open at once: a port that was closed again may be chosen again.
            for (int i = 0; i < count; i++) {
                sockets.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
            }
            return sockets.stream().map(ServerSocket::getLocalPort).toList();
        } catch (IOException failed) {
            throw new UncheckedIOException("no free ports", failed);
        } finally {
            sockets.forEach(FreePort::close);
        }
    }

    private static void close(ServerSocket socket) {
        try {
            socket.close();
        } catch (IOException failed) {
            throw new UncheckedIOException("port " + socket.getLocalPort() + " can't be given back", failed);
        }
    }

    /** @return whether one could listen on the port right now */
    public static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
