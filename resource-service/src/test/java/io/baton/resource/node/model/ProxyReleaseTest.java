package io.baton.resource.node.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyReleaseTest {

    @ParameterizedTest(name = "{0} beside {1}: outdated {2}")
    @CsvSource({
        "1.0.0,          1.0.0,          false",
        "1.0.0,          1.0.1,          true",
        "1.9.0,          1.10.0,         true",
        "2.0.0,          1.10.0,         false",
        "1.0.0-SNAPSHOT, 1.0.0,          true",
        "1.0.0-SNAPSHOT, 1.0.0-SNAPSHOT, false",
        "development,    1.0.0,          false",
        "1.0.0,          development,    false",
    })
    void isOlder(String running, String current, boolean outdated) {
        assertThat(ProxyRelease.outdated(running, current)).isEqualTo(outdated);
    }

    @Test
    void aProxyThatCannotSayIsOlder() {
        assertThat(ProxyRelease.outdated(null, "1.0.0")).isTrue();
    }
}
