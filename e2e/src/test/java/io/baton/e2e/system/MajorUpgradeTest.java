package io.baton.e2e.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.client.UpgradeView;
import io.baton.e2e.harness.SharedStack;
import io.baton.e2e.harness.StackHarness;
import io.baton.e2e.harness.TestInstance;
import io.baton.e2e.harness.TopicReader;
import io.baton.e2e.harness.UnderLoad;
import io.baton.e2e.harness.Upgrades;
import io.baton.e2e.workload.DataFill;
import io.baton.local.part.KafkaTopics;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The main job: from one line to a later one, at once, and nothing happens to the clients. */
@Order(1)
@ExtendWith(SharedStack.class)
class MajorUpgradeTest {

    /** Each announces what the next service waits for. */
    private static final List<String> STORY = List.of(
            "UpgradeRequested",
            "ResourcesAllocated",
            "SyncCaughtUp",
            "SwitchWindowOpen",
            "SwitchCompleted",
            "ResourcesReleased",
            "SyncStopped",
            "UpgradeCompleted");

    private final StackHarness stack;

    MajorUpgradeTest(StackHarness stack) {
        this.stack = stack;
    }

    @Test
    void redis627BecomesRedis7015UnderLoad() throws Exception {
        try (TestInstance instance = TestInstance.create(stack, "6.2.7", 1)) {
            DataFill data = DataFill.ofMegabytes(16);
            data.write(instance.endpoint(), written -> {});
            Set<String> before = instance.nodeIds();

            try (UnderLoad load = UnderLoad.on(instance.endpoint())) {
                UpgradeView upgrade = stack.api().upgrade(instance.id(), "7.0", "NOW");
                UpgradeView end = new Upgrades(stack.api()).awaitCompleted(upgrade.id());
                load.stopAndExpectNothingHappened();

                stagesAndReceiptAreTold(end);
                theNewVersionServes(instance);
                theOldNodesAreGone(instance, before);
                theTopicsCarryTheStory(instance, end);
                theSecretStaysSecret(instance);
            }
            assertThat(data.damaged(instance.endpoint())).isZero();
        }
    }

    private static void stagesAndReceiptAreTold(UpgradeView end) {
        assertThat(end.from().version()).isEqualTo("6.2.7");
        assertThat(end.to().version()).isEqualTo("7.0.15");
        assertThat(end.progress()).isEqualTo(100);
        assertThat(end.stages()).hasSize(5).allSatisfy(stage -> assertThat(stage.took())
                .isPresent());
        assertThat(end.receipt().path("versionBefore").asText()).isEqualTo("6.2.7");
        assertThat(end.receipt().path("versionAfter").asText()).isEqualTo("7.0.15");
        assertThat(end.receipt().path("totalMs").asDouble()).isPositive();
        assertThat(end.receipt().path("newMasterOffset").asLong())
                .isGreaterThanOrEqualTo(end.receipt().path("oldMasterOffset").asLong());
        assertThat(end.receipt().path("errors").asLong()).isZero();
        assertThat(end.receipt().path("connectionsClosed").asLong()).isZero();
    }

    private static void theNewVersionServes(TestInstance instance) {
        assertThat(instance.engineVersion()).isEqualTo("7.0.15");
        assertThat(instance.view().version()).isEqualTo("7.0.15");
        assertThat(instance.view().status()).isEqualTo("RUNNING");
        assertThat(instance.view().openUpgradeId()).isNull();
        try (var master = instance.connectToMaster()) {
            assertThat(master.info("replication")).contains("role:master", "connected_slaves:1", "state=online");
        }
    }

    private void theOldNodesAreGone(TestInstance instance, Set<String> before) {
        Set<String> engines = new HashSet<>(before);
        engines.retainAll(stack.nodes().stream()
                .filter(node -> node.kind().equals("ENGINE"))
                .map(node -> node.id())
                .toList());
        assertThat(engines).as("old engines that still run").isEmpty();
        assertThat(stack.nodeIds()).containsAll(instance.nodeIds());
    }

    private void theTopicsCarryTheStory(TestInstance instance, UpgradeView upgrade) {
        for (String topic : STORY) {
            List<TopicReader.Event> events = stack.topics().about(instance.id(), topic);
            assertThat(events).as(topic).isNotEmpty().allSatisfy(event -> {
                assertThat(event.type()).isEqualTo(topic);
                assertThat(event.value().path("upgradeId").asText()).isEqualTo(upgrade.id());
            });
        }
        assertThat(stack.topics().about(instance.id(), "SwitchCompleted")).hasSize(1);
    }

    private void theSecretStaysSecret(TestInstance instance) throws Exception {
        assertThat(stack.topics().all(KafkaTopics.names()))
                .noneSatisfy(event -> assertThat(event.text()).contains(instance.password()));
        assertThat(stack.logs()).doesNotContain(instance.password());
    }
}
