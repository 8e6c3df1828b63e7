package io.baton.e2e.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.client.UpgradeView;
import io.baton.e2e.harness.SharedStack;
import io.baton.e2e.harness.Signals;
import io.baton.e2e.harness.StackHarness;
import io.baton.e2e.harness.TestInstance;
import io.baton.e2e.harness.UnderLoad;
import io.baton.e2e.harness.Upgrades;
import io.baton.e2e.stack.Condition;
import io.baton.e2e.workload.DataFill;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** An upgrade that is cancelled leaves the instance as it was: nodes, settings, version; and its clients in peace. */
@Order(3)
@ExtendWith(SharedStack.class)
class CancelTest {

    private final StackHarness stack;
    private final Upgrades upgrades;

    CancelTest(StackHarness stack) {
        this.stack = stack;
        this.upgrades = new Upgrades(stack.api());
    }

    @BeforeEach
    void theRealTime() throws Exception {
        stack.clock().reset();
    }

    @Test
    void inStage1WhileResourcesAreRequested() throws Exception {
        cancelled("6.2.7", instance -> {
            // Held still, the service can't be done before the cancellation arrives.
            long allocator = stack.part("resource-service").pid();
            Signals.freeze(allocator);
            try {
                UpgradeView upgrade = stack.api().upgrade(instance.id(), "7.0", "NOW");
                assertThat(upgrade.stage()).isEqualTo(1);
                stack.api().cancel(upgrade.id());
                return upgrade.id();
            } finally {
                Signals.thaw(allocator);
            }
        });
    }

    @Test
    void inStage2WhileDataIsSynchronized() throws Exception {
        cancelled("6.2.7", instance -> {
            SlowSync.prepare(instance);
            UpgradeView upgrade = stack.api().upgrade(instance.id(), "7.0", "NOW");
            upgrades.await(upgrade.id(), "SYNCING");
            stack.api().cancel(upgrade.id());
            return upgrade.id();
        });
    }

    @Test
    void inStage3WhileTheWindowIsAwaited() throws Exception {
        cancelled("6.2.7", instance -> {
            Windows.opensIn(stack, instance, java.time.Duration.ofHours(3));
            UpgradeView upgrade = stack.api().upgrade(instance.id(), "7.0", "MAINTENANCE_WINDOW");
            UpgradeView waiting = upgrades.await(upgrade.id(), "WAITING_FOR_WINDOW");
            assertThat(waiting.stage()).isEqualTo(3);
            assertThat(waiting.nextWindow()).isNotNull();
            stack.api().cancel(upgrade.id());
            return upgrade.id();
        });
    }

    /** Submits an upgrade, cancels it and answers its id. */
    private interface Cancellation {
        String run(TestInstance instance) throws Exception;
    }

    private void cancelled(String version, Cancellation cancellation) throws Exception {
        try (TestInstance instance = TestInstance.create(stack, version, 1)) {
            DataFill data = DataFill.ofMegabytes(4);
            data.write(instance.endpoint(), written -> {});
            Condition before = instance.condition();
            Set<String> nodes = stack.nodeIds();
            try (UnderLoad load = UnderLoad.on(instance.endpoint())) {
                String upgradeId = cancellation.run(instance);

                UpgradeView end = upgrades.await(upgradeId, "CANCELLED");
                load.stopAndExpectNothingHappened();

                assertThat(end.receipt() == null || end.receipt().isNull()).isTrue();
                assertThat(SlowSync.withoutIt(instance.condition())).isEqualTo(SlowSync.withoutIt(before));
                assertThat(stack.nodeIds()).as("running nodes").isEqualTo(nodes);
                assertThat(instance.engineVersion()).isEqualTo(version);
                assertThat(data.damaged(instance.endpoint())).isZero();
                assertThat(stack.topics().about(instance.id(), "UpgradeCancelled"))
                        .hasSize(1);
                assertThat(stack.topics().about(instance.id(), "SwitchCompleted"))
                        .isEmpty();
            }
        }
    }
}
