package io.baton.e2e.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.e2e.crash.CrashKit;
import io.baton.e2e.crash.SwitchStep.When;
import io.baton.e2e.crash.Victim;
import io.baton.e2e.harness.SharedStack;
import io.baton.e2e.harness.StackHarness;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kills that have most to break; {@code e2e/bench crashes} does all of them. */
@Order(6)
@ExtendWith(SharedStack.class)
class CrashTest {

    private final StackHarness stack;

    CrashTest(StackHarness stack) {
        this.stack = stack;
    }

    @ParameterizedTest(name = "{0}: {1} {2} {3}")
    @CsvSource({
        "6.2.7, SWITCHOVER_SERVICE, BEFORE, COMMIT",
        "6.2.7, OLD_MASTER,         BEFORE, COMMIT",
        "6.2.7, PROXY,              BEFORE, FENCE",
        "6.2.7, KAFKA,              BEFORE, COMPLETE",
        "6.2.7, NEW_MASTER,         BEFORE, PROMOTE",
        "6.2.7, POSTGRESQL,         BEFORE, COMMIT",
        "6.0.5, OLD_MASTER,         BEFORE, PROMOTE",
        "6.2.6, SWITCHOVER_SERVICE, AFTER,  LOWER_FENCE",
        "6.2.7, NEW_MASTER,         BEFORE, RELEASE",
        "6.2.7, PROXY,              AFTER,  COMMIT",
    })
    void nothingIsLostAndThereAreNeverTwoMasters(String from, Victim victim, When when, String step) throws Exception {
        stack.clock().reset();

        try (CrashKit kit = new CrashKit(stack.underTest(), from, "7.0")) {
            assertThat(kit.run(victim, step, when).violations()).isEmpty();
        }
    }
}
