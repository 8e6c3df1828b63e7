package io.baton.upgrade.webhook.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AllowedHostsTest {

    private static final AllowedHosts USUAL = new AllowedHosts(List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.8.9.10",
                "0.0.0.0",
                "0.1.2.3",
                "10.0.0.1",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.0.1",
                "192.0.0.8",
                "198.18.0.1",
                "198.19.0.1",
                "224.0.0.1",
                "240.0.0.1",
                "255.255.255.255",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "ff02::1",
                "2002:7f00:1::",
                "2001:0:1::1",
                "64:ff9b::7f00:1",
                "::ffff:127.0.0.1"
            })
    void anAddressThatIsNotPublicIsRefused(String address) throws Exception {
        assertThat(USUAL.refusalOf("host", List.of(InetAddress.getByName(address))))
                .hasValueSatisfying(why -> assertThat(why).contains("not public", "baton.upgrade.webhooks.hosts"));
        assertThat(new AllowedHosts(List.of("host")).refusalOf("host", List.of(InetAddress.getByName(address))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.1.1.1",
                "100.63.0.1",
                "100.128.0.1",
                "172.32.0.1",
                "198.20.0.1",
                "2606:4700::1",
                "2001:4860::1"
            })
    void aPublicOneIsNot(String address) throws Exception {
        assertThat(USUAL.refusalOf("host", List.of(InetAddress.getByName(address))))
                .isEmpty();
    }

    @Test
    void oneAddressOfSeveralIsEnoughToBeRefused() throws Exception {
        assertThat(USUAL.refusalOf(
                        "host", List.of(InetAddress.getByName("1.1.1.1"), InetAddress.getByName("10.0.0.1"))))
                .isPresent();
    }

    @Test
    void withNamesOnlyThoseAreAllowed() {
        AllowedHosts hosts = new AllowedHosts(List.of("Hooks.Example.org", " *.internal ", "127.0.0.1"));
        assertThat(hosts.refusalOf("hooks.example.ORG")).isEmpty();
        assertThat(hosts.refusalOf("a.b.internal")).isEmpty();
        assertThat(hosts.refusalOf("127.0.0.1")).isEmpty();
        for (String other : List.of("example.org", "internal", "x-internal", "evil-hooks.example.org", "127.0.0.2")) {
            assertThat(hosts.refusalOf(other)).as(other).isPresent();
        }
        assertThat(new AllowedHosts(List.of("*")).refusalOf("anything")).isEmpty();
    }
}
