package io.baton.e2e.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.client.UpgradeView;
import io.baton.e2e.harness.SharedStack;
import io.baton.e2e.harness.Signals;
import io.baton.e2e.harness.StackHarness;
import io.baton.e2e.harness.TestInstance;
import io.baton.e2e.harness.UnderLoad;
import io.baton.e2e.harness.Upgrades;
import io.baton.local.NodeProcesses;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Switching in the instance's maintenance window; where it can't be done in one, the next is tried. */
@Order(4)
@ExtendWith(SharedStack.class)
class MaintenanceWindowTest {

    private final StackHarness stack;
    private final Upgrades upgrades;

    MaintenanceWindowTest(StackHarness stack) {
        this.stack = stack;
        this.upgrades = new Upgrades(stack.api());
    }

    @AfterEach
    void theRealTime() throws Exception {
        stack.clock().reset();
    }

    @Test
    void aWindowThatIsOpenIsUsed() throws Exception {
        try (TestInstance instance = TestInstance.create(stack, "6.2.7", 1);
                UnderLoad load = UnderLoad.on(instance.endpoint())) {
            Windows.opensIn(stack, instance, Duration.ofMinutes(-2));

            UpgradeView upgrade = stack.api().upgrade(instance.id(), "7.0", "MAINTENANCE_WINDOW");
            upgrades.awaitCompleted(upgrade.id());
            load.stopAndExpectNothingHappened();

            assertThat(instance.engineVersion()).isEqualTo("7.0.15");
        }
    }

    @Test
    void aMissedWindowIsFollowedByTheNext() throws Exception {
        try (TestInstance instance = TestInstance.create(stack, "6.2.7", 1);
                UnderLoad load = UnderLoad.on(instance.endpoint())) {
            OffsetDateTime opens = Windows.opensIn(stack, instance, Duration.ofHours(2));
            Set<String> before = stack.nodeIds();
            UpgradeView upgrade = stack.api().upgrade(instance.id(), "7.0", "MAINTENANCE_WINDOW");
            UpgradeView waiting = upgrades.await(upgrade.id(), "WAITING_FOR_WINDOW");
            assertThat(waiting.nextWindow().opensAt()).isEqualTo(opens.toInstant());

            // A new engine that stands still falls behind, so the conditions can't be met while the window is open.
            List<NodeProcesses.Node> frozen = stack.nodes().stream()
                    .filter(node -> node.kind().equals("ENGINE") && !before.contains(node.id()))
                    .toList();
            assertThat(frozen).isNotEmpty();
            try {
                for (NodeProcesses.Node node : frozen) {
                    Signals.freeze(node.process().pid());
                }
                stack.clock().moveTo(opens.plusMinutes(1).toInstant());
                load.awaitOperations(2_000);
                stack.clock().moveTo(Windows.closes(opens).plusMinutes(1).toInstant());
                UpgradeView missed = upgrades.await(
                        upgrade.id(),
                        "waiting for the next window",
                        view -> view.nextWindow() != null
                                && view.nextWindow()
                                        .opensAt()
                                        .equals(opens.plusDays(1).toInstant()));
                assertThat(missed.ended()).isFalse();
                assertThat(instance.engineVersion()).isEqualTo("6.2.7");
            } finally {
                for (NodeProcesses.Node node : frozen) {
                    Signals.thaw(node.process().pid());
                }
            }

            stack.clock().moveTo(opens.plusDays(1).plusMinutes(1).toInstant());
            upgrades.awaitCompleted(upgrade.id());
            load.stopAndExpectNothingHappened();
            assertThat(instance.engineVersion()).isEqualTo("7.0.15");
        }
    }
}
