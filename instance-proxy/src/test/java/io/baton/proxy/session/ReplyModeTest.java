package io.baton.proxy.session;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReplyModeTest {

    private final ReplyMode mode = new ReplyMode();

    @Test
    void everythingIsAnsweredAtFirst() {
        assertThat(mode.answered(3)).isEqualTo(3);
        assertThat(mode.unconfirmed()).isFalse();
        assertThat(mode.toRestore()).isNull();
    }

    @Test
    void nothingIsAnsweredWhileOff() {
        assertThat(mode.change("OFF")).isFalse();
        assertThat(mode.answered(3)).isZero();
        assertThat(mode.unconfirmed()).isTrue();
        assertThat(mode.toRestore()).isEqualTo("OFF");
        assertThat(mode.change("SKIP")).isFalse();
        assertThat(mode.toRestore()).isEqualTo("OFF");
        assertThat(mode.change("ON")).isTrue();
        assertThat(mode.answered(1)).isEqualTo(1);
        assertThat(mode.unconfirmed()).isFalse();
    }

    @Test
    void skipConcernsOneCommand() {
        assertThat(mode.change("SKIP")).isFalse();
        assertThat(mode.toRestore()).isEqualTo("SKIP");
        assertThat(mode.answered(1)).isZero();
        assertThat(mode.unconfirmed()).isTrue();
        assertThat(mode.toRestore()).isNull();
        assertThat(mode.answered(2)).isEqualTo(2);
        assertThat(mode.unconfirmed()).isFalse();
    }

    @Test
    void anotherWordIsAnsweredWithAnError() {
        assertThat(mode.change("MAYBE")).isTrue();
    }
}
