package io.baton.e2e.stack;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports for servers that are started again on the same port: below the range from which the system gives ports to
 * outgoing connections, one of which could take the port meanwhile.
 */
public final class FreePorts {

    private static final int FROM = 24_000;
    private static final int TO = 32_000;

    private FreePorts() {}

    /** The first of so many in a row on which nobody listens. */
    public static int inARow(int count) {
        return ThreadLocalRandom.current()
                .ints(FROM, TO - count)
                .filter(first -> IntStream.range(first, first + count).allMatch(FreePorts::free))
                .findFirst()
                .orElseThrow();
    }

    private static boolean free(int port) {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
