package io.baton.e2e.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.client.UpgradeView;
import io.baton.e2e.harness.SharedStack;
import io.baton.e2e.harness.StackHarness;
import io.baton.e2e.harness.TestInstance;
import io.baton.e2e.harness.UnderLoad;
import io.baton.e2e.harness.Upgrades;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The control plane may die at any time, and clients must not care; what it was doing is finished by its next life. */
@Order(5)
@ExtendWith(SharedStack.class)
class RestartTest {

    private final StackHarness stack;
    private final Upgrades upgrades;

    RestartTest(StackHarness stack) {
        this.stack = stack;
        this.upgrades = new Upgrades(stack.api());
    }

    @Test
    void aLauncherThatWasKilledAndStartedAgainFinishesTheUpgrade() throws Exception {
        finishesAfter(stack::killLauncher);
    }

    @Test
    void aStackThatWasKilledInMidSyncAndStartedAgainFinishesTheUpgrade() throws Exception {
        finishesAfter(stack::killEverythingButTheNodes);
    }

    @Test
    void aStackThatWasStoppedInMidSyncAndStartedAgainFinishesTheUpgrade() throws Exception {
        finishesAfter(stack::stopLauncher);
    }

    private interface Accident {
        void happen() throws Exception;
    }

    private void finishesAfter(Accident accident) throws Exception {
        try (TestInstance instance = TestInstance.create(stack, "6.2.7", 1)) {
            SlowSync.prepare(instance);
            try (UnderLoad load = UnderLoad.on(instance.endpoint())) {
                UpgradeView upgrade = stack.api().upgrade(instance.id(), "7.0", "NOW");
                upgrades.await(upgrade.id(), "SYNCING");
                accident.happen();
                stack.startLauncher();

                upgrades.awaitCompleted(upgrade.id());
                load.stopAndExpectNothingHappened();
                assertThat(instance.engineVersion()).isEqualTo("7.0.15");
                assertThat(instance.view().version()).isEqualTo("7.0.15");
            }
        }
    }
}
