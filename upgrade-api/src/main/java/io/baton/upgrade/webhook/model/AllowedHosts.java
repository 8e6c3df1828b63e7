package io.baton.upgrade.webhook.model;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Where webhooks may lead: whoever may register one would otherwise reach, through this service, what only this service can
 * reach. Without names: to public addresses only. With names: to these hosts and no others, wherever they are.
 *
 * @param names host names or addresses; {@code *.example.org} for all below a name, {@code *} for all there are
 */
public record AllowedHosts(List<String> names) {

    private static final String SETTING = "baton.upgrade.webhooks.hosts";

    public AllowedHosts {
        names = names.stream()
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Why a host can't be called by its name; empty where it can, so far as its addresses can. */
    public Optional<String> refusalOf(String host) {
        String name = host.toLowerCase(Locale.ROOT);
        return names.isEmpty() || names.stream().anyMatch(allowed -> matches(allowed, name))
                ? Optional.empty()
                : Optional.of("The host " + host + " is not among the allowed ones (" + SETTING + ").");
    }

    /** Why a host can't be called at its addresses; empty where it can. */
    public Optional<String> refusalOf(String host, Collection<InetAddress> addresses) {
        return names.isEmpty() && !addresses.stream().allMatch(AllowedHosts::isPublic)
                ? Optional.of("The host " + host + " has an address that is not public; only hosts that " + SETTING
                        + " names may have such.")
                : refusalOf(host);
    }

    private static boolean matches(String allowed, String name) {
        return allowed.equals("*")
                || allowed.equals(name)
                || (allowed.startsWith("*.") && name.endsWith(allowed.substring(1)));
    }

    static boolean isPublic(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return false;
        }
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (address instanceof Inet6Address) {
            // Only global unicast, without what carries an IPv4 address inside (6to4, Teredo).
            boolean carries = (first == 0x20 && second == 0x02)
                    || (first == 0x20 && second == 0x01 && bytes[2] == 0 && bytes[3] == 0);
            return (first & 0xe0) == 0x20 && !carries;
        }
        boolean thisNetwork = first == 0;
        boolean carrierGrade = first == 100 && (second & 0xc0) == 64;
        boolean assignments = first == 192 && second == 0 && bytes[2] == 0;
        boolean benchmarks = first == 198 && (second & 0xfe) == 18;
        boolean reserved = first >= 240;
        return !(thisNetwork || carrierGrade || assignments || benchmarks || reserved);
    }
}
