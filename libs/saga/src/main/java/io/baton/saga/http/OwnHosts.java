package io.baton.saga.http;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The hosts that a service answers to. A page that an attacker serves can make its own name lead to this machine (DNS
 * rebinding); its requests then look to a browser like requests to the page's own site, and only the name in them tells them
 * apart. So a name counts only if it is known. An address needs no such trust, as nobody can make it lead elsewhere:
 * loopback ones count, and the one that the connection itself came to.
 */
public final class OwnHosts {

    private static final String LOCALHOST = "localhost";
    /** One byte in decimal, without leading zeros, which some programs take for octal. */
    private static final String BYTE = "(0|[1-9]\\d?|1\\d\\d|2[0-4]\\d|25[0-5])";

    private static final Pattern IPV4_LOOPBACK = Pattern.compile("127(\\." + BYTE + "){3}");
    private static final Set<String> IPV6_LOOPBACK = Set.of("::1", "0:0:0:0:0:0:0:1");
    private static final Pattern AUTHORITY = Pattern.compile("(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+)(:\\d{1,5})?");
    private static final Pattern NAME = Pattern.compile("[a-z0-9_]([a-z0-9._-]{0,251}[a-z0-9_])?");

    private final Set<String> names;

    /**
     * @param added names beside localhost, as clients write them, without ports
     * @throws IllegalArgumentException if one of them is not a name; the message says which
     */
    public OwnHosts(Collection<String> added) {
        for (String name : added) {
            if (!NAME.matcher(normal(name)).matches()) {
                throw new IllegalArgumentException("'" + name
                        + "' is not a host name; it has to be one such as baton.example.org, without a port");
            }
        }
        names = added.stream().map(OwnHosts::normal).collect(Collectors.toSet());
    }

    /**
     * @param authority a Host header or an HTTP/2 authority, with or without a port; may be null
     * @param localAddress the address that the connection came to
     */
    public boolean include(String authority, String localAddress) {
        if (authority == null) {
            return false;
        }
        var parts = AUTHORITY.matcher(authority);
        if (!parts.matches()) {
            return false;
        }
        String host = normal(parts.group("host"));
        if (host.startsWith("[")) {
            String address = host.substring(1, host.length() - 1);
            return IPV6_LOOPBACK.contains(address) || sameAddress(address, localAddress);
        }
        return host.equals(LOCALHOST)
                || IPV4_LOOPBACK.matcher(host).matches()
                || names.contains(host)
                || sameAddress(host, localAddress);
    }

    /** For people: what is answered to. */
    @Override
    public String toString() {
        return names.isEmpty()
                ? "localhost and the addresses of this machine"
                : "localhost, the addresses of this machine, and "
                        + String.join(", ", names.stream().sorted().toList());
    }

    private static boolean sameAddress(String host, String localAddress) {
        if (localAddress == null) {
            return false;
        }
        int zone = localAddress.indexOf('%');
        return host.equalsIgnoreCase(zone < 0 ? localAddress : localAddress.substring(0, zone));
    }

    /** Upper case and a dot at the end make no other name. */
    private static String normal(String host) {
        String lower = host.strip().toLowerCase(Locale.ROOT);
        return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
    }
}
