package io.baton.e2e.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.client.UpgradeView;
import io.baton.e2e.clients.NodeInstallation;
import io.baton.e2e.clients.Soaks;
import io.baton.e2e.harness.SharedStack;
import io.baton.e2e.harness.StackHarness;
import io.baton.e2e.harness.TestInstance;
import io.baton.e2e.harness.Upgrades;
import io.baton.e2e.workload.Target;
import java.util.function.Function;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Ordinary client libraries, with their reconnecting and retrying switched off, through an upgrade. */
@Order(7)
@ExtendWith(SharedStack.class)
class ClientLibrariesTest {

    private final StackHarness stack;

    ClientLibrariesTest(StackHarness stack) {
        this.stack = stack;
    }

    @Test
    void jedisLettuceAndRedissonNoticeNothing() throws Exception {
        noticeNothing(Soaks::ofJava);
    }

    @Test
    void ioredisAndNodeRedisNoticeNothing() throws Exception {
        NodeInstallation.require();
        noticeNothing(Soaks::ofNode);
    }

    private void noticeNothing(Function<Target, Soaks> libraries) throws Exception {
        try (TestInstance instance = TestInstance.create(stack, "6.2.7", 1)) {
            Soaks soaks = libraries.apply(instance.endpoint());
            soaks.awaitMore(20);

            UpgradeView upgrade = stack.api().upgrade(instance.id(), "7.0", "NOW");
            new Upgrades(stack.api()).awaitCompleted(upgrade.id());

            soaks.awaitMore(20);
            soaks.stopAndExpectNothingHappened();
            assertThat(instance.engineVersion()).isEqualTo("7.0.15");
        }
    }
}
