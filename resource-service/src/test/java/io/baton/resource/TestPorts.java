package io.baton.resource;

import io.baton.testkit.FreePort;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.IntStream;

/**
 * Ports that stay free until they are used. Those that the system hands out are the ones that it also takes for outgoing
 * connections, of which a test run opens thousands.
 */
final class TestPorts {
    private static final int FIRST = 10_000;
    private static final int LAST = 32_000;

    private TestPorts() {}

    static int one() {
        return random(FIRST, LAST).filter(FreePort::isFree).findFirst().orElseThrow();
    }

    /** A range of which at least the first port is free; the service skips others that aren't. */
    static String range(int size) {
        int first =
                random(FIRST, LAST - size).filter(FreePort::isFree).findFirst().orElseThrow();
        return first + "-" + (first + size - 1);
    }

    private static IntStream random(int from, int to) {
        return ThreadLocalRandom.current().ints(from, to);
    }
}
