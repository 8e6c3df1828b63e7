package io.baton.local.part;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/**
 * A port that a part listens on.
 *
 * @param number the port
 * @param option the option of deploy/up that moves it
 */
public record ListeningPort(int number, String option) {

    /** Whether something listens there already. */
    public boolean taken() {
        try (ServerSocket probe = new ServerSocket()) {
            // Without this, a connection of the last run that is still closing would count as taken.
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), number));
            return false;
        } catch (IOException taken) {
            return true;
        }
    }
}
