package io.baton.upgrade;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortRangeTest {

    @Test
    void isWrittenAsTwoPorts() {
        assertThat(PortRange.of("21000 - 21999")).isEqualTo(new PortRange(21000, 21999));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "21000", "2-1", "0-5", "1-65536", "a-b"})
    void refusesWhatIsNone(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PortRange.of(text))
                .withMessageContaining("port");
    }
}
