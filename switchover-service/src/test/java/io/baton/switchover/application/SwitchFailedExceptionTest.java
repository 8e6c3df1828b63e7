package io.baton.switchover.application;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.contracts.Reason;
import java.lang.reflect.UndeclaredThrowableException;
import org.junit.jupiter.api.Test;

class SwitchFailedExceptionTest {

    @Test
    void aFailureThatAContainerWrapsIsToldInTheWordsOfItsCause() {
        assertThat(SwitchFailedException.reasonOf(new UndeclaredThrowableException(new Exception("rolled back"))))
                .isEqualTo(new Reason("PARTY_FAILED", "rolled back"));
    }

    @Test
    void aFailureWithoutWordsIsAtLeastNamed() {
        assertThat(SwitchFailedException.reasonOf(new IllegalStateException()))
                .isEqualTo(new Reason("PARTY_FAILED", "IllegalStateException"));
    }

    @Test
    void oneOfOurOwnKeepsItsCode() {
        assertThat(SwitchFailedException.reasonOf(new SwitchFailedException("NOT_DRAINED", "a script")))
                .isEqualTo(new Reason("NOT_DRAINED", "a script"));
    }
}
