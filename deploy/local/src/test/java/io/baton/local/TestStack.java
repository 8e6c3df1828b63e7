package io.baton.local;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** What the tests start: the two parts that need no build of the services, on ports that are free. */
final class TestStack {

    private TestStack() {}

    static Settings settings(Path folder) {
        return new Settings(
                Path.of(System.getProperty("baton.root")),
                new Home(folder.resolve("a home")),
                new Ports(freePorts(4), freePorts(2), freePorts(1)),
                List.of(),
                List.of("postgresql", "kafka"),
                Map.of());
    }

    /**
     * The first of so many ports in a row that nobody listens on. Below the range from which the system gives ports to
     * outgoing connections: while a part is started again, one of those could take its port.
     */
    static int freePorts(int count) {
        return ThreadLocalRandom.current()
                .ints(24_000, 32_000)
                .filter(port -> free(port, count))
                .findFirst()
                .orElseThrow();
    }

    private static boolean free(int from, int count) {
        for (int port = from; port < from + count; port++) {
            try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                probe.setReuseAddress(true);
            } catch (IOException taken) {
                return false;
            }
        }
        return true;
    }
}
