package io.baton.resource.node.infrastructure;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Ports from the first to the last, both included. */
public record PortRange(int first, int last) {
    private static final Pattern TEXT = Pattern.compile("\\s*(\\d{1,5})\\s*-\\s*(\\d{1,5})\\s*");

    public PortRange {
        if (first < 1 || last > 65_535 || first > last) {
            throw new IllegalArgumentException("not a range of ports: " + first + "-" + last);
        }
    }

    /** @throws IllegalArgumentException unless it is as in {@code 22000-23999} */
    public static PortRange of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not a range of ports such as 22000-23999: '" + text + "'");
        }
        return new PortRange(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** As it is written in the settings. */
    @Override
    public String toString() {
        return first + "-" + last;
    }

    int size() {
        return last - first + 1;
    }

    /** @param turn any number; consecutive ones give consecutive ports, over and over */
    int port(long turn) {
        return first + (int) Math.floorMod(turn, (long) size());
    }

    /** Whether one could listen there right now. */
    public static boolean free(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host, port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
