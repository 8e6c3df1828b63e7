package io.baton.saga.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class OwnHostsTest {
    private static final String LOCAL = "10.1.2.3";
    private final OwnHosts hosts = new OwnHosts(List.of("Baton.Example.org", "console_1"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LOCALHOST:8080",
                "localhost.:8080",
                "127.0.0.1",
                "127.0.0.1:8080",
                "127.255.255.254:1",
                "[::1]",
                "[::1]:8080",
                "[0:0:0:0:0:0:0:1]",
                "10.1.2.3:8080",
                "baton.example.org",
                "BATON.example.ORG.:443",
                "console_1:80"
            })
    void itsOwn(String host) {
        assertThat(hosts.include(host, LOCAL)).isTrue();
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                " ",
                ":8080",
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "evil.localhost",
                "localhost@evil.example",
                "evil.example@localhost",
                "user:pw@localhost",
                "localhost:8080@evil.example",
                "localhost/evil.example",
                "localhost#evil",
                "localhost evil.example",
                "localhost,evil.example",
                "localhost\\evil.example",
                "localhost..",
                "127.1",
                "127.0.1",
                "0177.0.0.1",
                "0x7f.0.0.1",
                "2130706433",
                "0x7f000001",
                "127.0.0.01",
                "127.0.0.256",
                "0.0.0.0",
                "[::]",
                "[::ffff:127.0.0.1]",
                "::1",
                "[::1",
                "10.1.2.4",
                "10.1.2.3.evil.example",
                "sub.baton.example.org",
                "baton.example.org.evil.example",
                "xbaton.example.org",
                "localhost:",
                "localhost:99999999",
                "lοcalhost",
                "localhost%00",
                "*"
            })
    void another(String host) {
        assertThat(hosts.include(host, LOCAL)).isFalse();
    }

    /** Whatever is put around or into one of its own names makes it another one. */
    @Test
    void noOwnNameWithSomethingMoreIsItsOwn() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] own = {"localhost", "127.0.0.1", "[::1]", "baton.example.org", LOCAL};
        String more = "abz09._-@/\\#?%[]:,; \t\u00e9";
        for (int i = 0; i < 200_000; i++) {
            StringBuilder host = new StringBuilder(own[random.nextInt(own.length)]);
            String before = host.toString();
            host.insert(random.nextInt(host.length() + 1), more.charAt(random.nextInt(more.length())));
            if (random.nextBoolean()) {
                host.append(".evil").append(random.nextInt(100));
            }
            String made = host.toString();
            boolean stillOwn = made.equals(before + ".")
                    || made.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.?")
                    || made.matches("\\[[0:]*:?0*1]");
            if (!stillOwn) {
                assertThat(hosts.include(made, LOCAL))
                        .as("%s, seed %d", made, seed)
                        .isFalse();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "http://x", "x:80", "*.example.org", "-x", "x/"})
    void aNameThatIsNoneIsRefused(String name) {
        assertThatThrownBy(() -> new OwnHosts(List.of("good", name)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "' is not a host name");
    }
}
