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

/** Upgrades within a line, and from a line that only a user's configuration offers. */
@Order(2)
@ExtendWith(SharedStack.class)
class OtherVersionsTest {

    private final StackHarness stack;

    OtherVersionsTest(StackHarness stack) {
        this.stack = stack;
    }

    @Test
    void aMinorUpgradeFindsTheNewestPatchReleaseItself() throws Exception {
        try (TestInstance instance = TestInstance.create(stack, "6.2.6", 1);
                UnderLoad load = UnderLoad.on(instance.endpoint())) {
            UpgradeView upgrade = stack.api().upgradeMinor(instance.id(), "NOW");
            UpgradeView end = new Upgrades(stack.api()).awaitCompleted(upgrade.id());
            load.stopAndExpectNothingHappened();

            assertThat(end.kind()).isEqualTo("MINOR");
            assertThat(end.to().version()).isEqualTo("6.2.7");
            assertThat(instance.engineVersion()).isEqualTo("6.2.7");
            assertThat(instance.view().version()).isEqualTo("6.2.7");
        }
    }

    @Test
    void aLineThatTheConfigurationAddsIsUpgradedToo() throws Exception {
        try (TestInstance instance = TestInstance.create(stack, "6.0.5", 1);
                UnderLoad load = UnderLoad.on(instance.endpoint())) {
            UpgradeView upgrade = stack.api().upgrade(instance.id(), "7.0", "NOW");
            new Upgrades(stack.api()).awaitCompleted(upgrade.id());
            load.stopAndExpectNothingHappened();

            assertThat(instance.engineVersion()).isEqualTo("7.0.15");
            assertThat(instance.view().line()).isEqualTo("7.0");
        }
    }
}
