package io.baton.local;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EnvironmentCheckTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BATON_ENGINES | /no/such | BATON_ENGINES names /no/such, which is not a folder.",
                "BATON_TLS_CERTIFICATE | /no/such | BATON_TLS_CERTIFICATE names /no/such, which can't be read.",
                "BATON_TLS_CLIENT_CA | /no/such | BATON_TLS_CLIENT_CA names /no/such, which can't be read.",
                "BATON_TLS_KEY | /etc/hostname | BATON_TLS_CERTIFICATE and BATON_TLS_KEY belong together: set both of them, or none.",
                "BATON_CATALOGUE | /no/such | BATON_CATALOGUE names /no/such, which can't be read.",
                "BATON_ENDPOINT_PORTS | 5-3 | BATON_ENDPOINT_PORTS is '5-3': it has to be two ports from 1 to 65535, the first not"
                        + " above the last, such as 21000-21999.",
                "BATON_NODE_PORTS | many | BATON_NODE_PORTS is 'many': it has to be two ports from 1 to 65535, the first not above"
                        + " the last, such as 21000-21999.",
                "BATON_NODE_PORTS | 1-99999 | BATON_NODE_PORTS is '1-99999': it has to be two ports from 1 to 65535, the first not"
                        + " above the last, such as 21000-21999.",
            })
    void whatCantBeUsedIsOneLine(String name, String value, String message) {
        assertThatThrownBy(() -> new EnvironmentCheck(Map.of(name, value)).check())
                .isInstanceOf(BadSetting.class)
                .hasMessage(message);
    }

    @Test
    void whatIsEmptyOrGoodPasses() {
        Map<String, String> good = new HashMap<>(Map.of("BATON_ENGINES", "/tmp::/etc", "BATON_NODE_PORTS", " 1 - 2 "));
        good.put("BATON_TLS_KEY", "");
        assertThatCode(() -> new EnvironmentCheck(good).check()).doesNotThrowAnyException();
    }
}
