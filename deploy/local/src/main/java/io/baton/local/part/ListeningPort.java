package io.baton.local.part;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.locks.LockSupport;

/**
 * A port that a part listens on.
 *
 * @param number the port
 * @param option the option of deploy/up that moves it
 */
public record ListeningPort(int number, String option) {

    private static final long LETTING_GO_NANOS = 1_000_000_000L;
    private static final long LOOK_AGAIN_NANOS = 50_000_000L;

    /** Whether something listens there, and goes on doing so: what has just been killed may take a moment to let go. */
    public boolean taken() {
        long deadline = System.nanoTime() + LETTING_GO_NANOS;
        while (true) {
            if (free()) {
                return false;
            }
            if (System.nanoTime() > deadline) {
                return true;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    private boolean free() {
        try (ServerSocket probe = new ServerSocket()) {
            // Without this, a connection of the last run that is still closing would count as taken.
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
