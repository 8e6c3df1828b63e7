package io.baton.e2e.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.client.UpgradeView;
import io.baton.e2e.harness.SharedStack;
import io.baton.e2e.harness.StackHarness;
import io.baton.e2e.harness.TestInstance;
import io.baton.e2e.harness.UnderLoad;
import io.baton.e2e.harness.Upgrades;
import io.baton.e2e.stack.StepGateFile;
import io.baton.local.process.RunningProcess;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Every service twice: they share the work, and one goes on with what the other had begun. */
@Order(7)
@ExtendWith(SharedStack.class)
class TwoProcessesTest {

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final StackHarness stack;

    TwoProcessesTest(StackHarness stack) {
        this.stack = stack;
    }

    @Test
    void whenTheOneThatSwitchesDiesInMidSwitchTheOtherFinishes() throws Exception {
        stack.clock().reset();
        StepGateFile gate = stack.underTest().gate();
        List<RunningProcess> second = stack.startSecondProcesses();
        try (TestInstance instance = TestInstance.create(stack, "6.2.7", 1);
                UnderLoad load = UnderLoad.on(instance.endpoint())) {
            gate.close(List.of("after COMMIT"));
            UpgradeView upgrade = stack.api().upgrade(instance.id(), "7.0", "NOW");
            long driver = gate.awaitReached(LIMIT);
            RunningProcess first = stack.part("switchover-service");
            assertThat(driver).isIn(first.pid(), second.get(3).pid());

            (driver == first.pid() ? first : second.get(3)).kill();
            gate.open();

            new Upgrades(stack.api()).awaitCompleted(upgrade.id());
            load.stopAndExpectNothingHappened();
            assertThat(instance.engineVersion()).isEqualTo("7.0.15");
        } finally {
            gate.open();
            for (RunningProcess process : second) {
                process.terminate();
                process.awaitExit(LIMIT);
            }
        }
    }
}
