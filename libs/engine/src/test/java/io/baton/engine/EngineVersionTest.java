package io.baton.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class EngineVersionTest {

    @Test
    void ordersByNumberNotByText() {
        assertThat(EngineVersion.parse("6.2.10")).isGreaterThan(EngineVersion.parse("6.2.9"));
        assertThat(EngineVersion.parse("7.0.0")).isGreaterThan(EngineVersion.parse("6.2.99"));
        assertThat(Line.parse("7.10")).isGreaterThan(Line.parse("7.9"));
    }

    @Test
    void knowsItsLine() {
        assertThat(EngineVersion.parse("6.2.7").line())
                .isEqualTo(Line.parse("6.2"))
                .hasToString("6.2");
        assertThat(EngineId.of(Edition.VALKEY, "8.0.1")).hasToString("Valkey 8.0.1");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "6.2", "6", "6.2.7.1", "v6.2.7", "6.2.x", "6.2.-1", "99999.1.1", "latest"})
    void refusesWhatIsNotAnExactVersion(String text) {
        assertThat(EngineVersion.find(text)).isEmpty();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EngineVersion.parse(text))
                .withMessageContaining("such as 6.2.7");
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "6.2.7", "6", "6.", ".2", "six"})
    void refusesWhatIsNotALine(String text) {
        assertThat(Line.find(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Line.parse(text)).withMessageContaining("such as 6.2");
    }

    @Test
    void findsAnEditionInAnyCaseAndListsThemWhenThereIsNone() {
        assertThat(Edition.find("redis")).contains(Edition.REDIS);
        assertThat(Edition.find("Valkey")).contains(Edition.VALKEY);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Edition.parse("KEYDB"))
                .withMessageContaining("KEYDB")
                .withMessageContaining("REDIS, VALKEY");
    }

    @Test
    void aSecretDoesNotShowItself() {
        Secret secret = Secret.of("hunter2");

        assertThat(secret.toString() + String.format("%s", secret)).doesNotContain("hunter2");
        assertThat(secret.reveal()).isEqualTo("hunter2");
        assertThat(secret).isEqualTo(Secret.of("hunter2")).isNotEqualTo(Secret.of("hunter3"));
    }
}
