package io.baton.upgrade.http.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CrossSiteGuardTest {

    @ParameterizedTest(name = "Sec-Fetch-Site {0}, Origin {1}: {2}")
    @CsvSource(
            nullValues = "-",
            value = {
                "same-origin, -,                       true",
                "none,        -,                       true",
                "same-site,   http://127.0.0.1:9,      false",
                "cross-site,  http://127.0.0.1:8080,   false",
                "-,           -,                       true",
                "-,           http://127.0.0.1:8080,   true",
                "-,           http://127.0.0.1:9,      false",
                "-,           https://elsewhere.example, false",
                "-,           null,                    false",
                "-,           not a URI,               false"
            })
    void onlyTheOwnPagesAndPrograms(String fetchSite, String origin, boolean allowed) {
        assertThat(CrossSiteGuard.allowed(fetchSite, origin, "127.0.0.1:8080")).isEqualTo(allowed);
    }
}
