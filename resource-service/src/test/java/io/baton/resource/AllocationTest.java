package io.baton.resource;

import static io.baton.resource.TestInstance.REDIS_6_2;
import static io.baton.resource.TestInstance.REDIS_7_0;
import static io.baton.resource.TestInstance.awaitReply;
import static io.baton.resource.TestInstance.command;
import static io.baton.resource.TestInstance.info;
import static io.baton.resource.TestInstance.setting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.contracts.EngineBuild;
import io.baton.contracts.EngineNode;
import io.baton.contracts.Reason;
import io.baton.contracts.Topology;
import io.baton.contracts.UpgradeEvent.AllocationFailed;
import io.baton.contracts.UpgradeEvent.ResourcesAllocated;
import io.baton.contracts.UpgradeEvent.ResourcesReleased;
import io.baton.contracts.UpgradeEvent.SyncStopped;
import io.baton.contracts.UpgradeEvent.UpgradeCancelled;
import io.baton.contracts.UpgradeEvent.UpgradeFailed;
import io.baton.contracts.UpgradeEvent.UpgradeRequested;
import io.baton.resource.node.model.Node;
import io.baton.resource.node.model.Topologies;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
class AllocationTest extends ServiceTest {

    @Test
    void theNewNodesAreEmptyAndConfiguredAsTheOldMasterIs() {
        TestInstance instance = instance(REDIS_6_2);
        EngineNode old = instance.provision().master();
        instance.command("SET", "a", "1");
        command(old, "CONFIG", "SET", "maxmemory-policy", "allkeys-lru");
        command(old, "CONFIG", "SET", "maxmemory", "50000000");
        command(old, "CONFIG", "SET", "notify-keyspace-events", "KEA");
        command(old, "CONFIG", "SET", "hash-max-ziplist-entries", "77");
        command(old, "CONFIG", "SET", "save", "900 1 300 10");
        command(old, "CONFIG", "SET", "client-output-buffer-limit", "pubsub 1000000 500000 30");
        command(old, "CONFIG", "SET", "appendfsync", "always");
        command(old, "CONFIG", "SET", "min-replicas-to-write", "1");

        ResourcesAllocated allocated = instance.allocate(instance.upgrade(REDIS_7_0));

        assertThat(allocated.source().master()).isEqualTo(old);
        assertThat(allocated.source().proxies()).hasSize(1);
        assertThat(allocated.target().proxies()).isEmpty();
        assertThat(allocated.target().replicas()).hasSize(1);
        for (EngineNode node : engines(allocated.target())) {
            assertThat(info(node, "redis_version")).isEqualTo("7.0.15");
            assertThat(info(node, "role")).isEqualTo("master");
            assertThat(command(node, "DBSIZE")).isEqualTo(0L);
            assertThat(setting(node, "maxmemory-policy")).isEqualTo("allkeys-lru");
            assertThat(setting(node, "maxmemory")).isEqualTo("50000000");
            assertThat(setting(node, "notify-keyspace-events")).contains("A", "K", "E");
            assertThat(setting(node, "hash-max-listpack-entries")).isEqualTo("77");
            assertThat(setting(node, "save")).isEqualTo("900 1 300 10");
            assertThat(setting(node, "client-output-buffer-limit")).contains("pubsub 1000000 500000 30");
            assertThat(setting(node, "appendfsync")).isEqualTo("always");
            assertThat(setting(node, "appendonly")).isEqualTo("yes");
            assertThat(setting(node, "min-replicas-to-write")).isEqualTo("0");
        }
        end(allocated);
    }

    @Test
    void settingsThatOnlyAStartCanSetAreCarriedOver() {
        TestInstance instance = instance(REDIS_6_2);
        EngineNode old = instance.provision().master();
        command(old, "CONFIG", "REWRITE");
        nodes.configure(old.nodeId(), "databases 32");
        long before = nodes.kill9(old.nodeId());
        nodes.awaitAnotherProcess(old.nodeId(), before);
        awaitReply(old.address(), "PONG", "PING");
        assertThat(setting(old, "databases")).isEqualTo("32");

        ResourcesAllocated allocated = instance.allocate(instance.upgrade(REDIS_7_0));

        for (EngineNode node : engines(allocated.target())) {
            assertThat(setting(node, "databases")).isEqualTo("32");
            long killed = nodes.kill9(node.nodeId());
            nodes.awaitAnotherProcess(node.nodeId(), killed);
            awaitReply(node.address(), "PONG", "PING");
            assertThat(setting(node, "databases")).isEqualTo("32");
        }
        end(allocated);
    }

    @Test
    void aCancelledUpgradeLeavesTheOldNodesAndNothingOfTheNewOnes() {
        TestInstance instance = instance(REDIS_6_2);
        instance.provision();
        instance.command("SET", "a", "1");
        UpgradeRequested upgrade = instance.upgrade(REDIS_7_0);
        ResourcesAllocated allocated = instance.allocate(upgrade);
        List<String> ids = Topologies.engineIds(allocated.target());
        List<Long> pids = ids.stream().map(nodes::pid).toList();
        List<Long> oldPids = Topologies.engineIds(allocated.source()).stream()
                .map(nodes::pid)
                .toList();

        service.send(new UpgradeCancelled(upgrade.upgradeId(), instance.id));
        service.send(upgrade);
        service.send(new SyncStopped(upgrade.upgradeId(), instance.id));

        ResourcesReleased released = service.awaitOne(ResourcesReleased.class, upgrade.upgradeId());
        assertThat(released.nodeIds()).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(pids).noneMatch(TestNodes::alive);
        assertThat(ids).noneMatch(id -> Files.exists(nodes.folder(id)));
        assertThat(oldPids).allMatch(TestNodes::alive);
        assertThat(instance.command("GET", "a")).isEqualTo("1");
        assertThat(rows.ofInstance(instance.id)).hasSize(3);
    }

    @Test
    void newNodesWaitForSyncToLetGoOfThem() {
        TestInstance instance = instance(REDIS_6_2);
        instance.provision();
        UpgradeRequested upgrade = instance.upgrade(REDIS_7_0);
        ResourcesAllocated allocated = instance.allocate(upgrade);
        service.send(new UpgradeFailed(upgrade.upgradeId(), instance.id, new Reason("SYNC", "It failed.")));
        await().until(() -> rows.ofUpgrade(upgrade.upgradeId()).stream()
                .allMatch(node -> node.desired().name().equals("GONE")));

        assertThat(Topologies.engineIds(allocated.target()).stream().map(nodes::pid))
                .allMatch(TestNodes::alive);

        service.send(new SyncStopped(upgrade.upgradeId(), instance.id));
        service.awaitOne(ResourcesReleased.class, upgrade.upgradeId());
    }

    @Test
    void anUpgradeThatIsCancelledBeforeItWasAskedForAllocatesNothing() {
        TestInstance instance = instance(REDIS_6_2);
        instance.provision();
        UpgradeRequested upgrade = instance.upgrade(REDIS_7_0);

        service.send(new SyncStopped(upgrade.upgradeId(), instance.id));
        service.send(new UpgradeCancelled(upgrade.upgradeId(), instance.id));

        assertThat(service.awaitOne(ResourcesReleased.class, upgrade.upgradeId())
                        .nodeIds())
                .isEmpty();
        service.send(upgrade);
        end(instance.allocate(instance.upgrade(REDIS_7_0)));
        assertThat(service.count(ResourcesAllocated.class, upgrade.upgradeId())).isZero();
    }

    @Test
    void anUpgradeToABuildThatIsNotThereIsRefusedByName() {
        TestInstance instance = instance(REDIS_6_2);
        instance.provision();
        UpgradeRequested upgrade = instance.upgrade(new EngineBuild("REDIS", "7.0.99"));

        service.send(upgrade);

        AllocationFailed failed = service.awaitOne(AllocationFailed.class, upgrade.upgradeId());
        assertThat(failed.reason().code()).isEqualTo("NO_BUILD");
        assertThat(failed.reason().message()).contains("REDIS 7.0.99");
        service.send(new UpgradeFailed(upgrade.upgradeId(), instance.id, failed.reason()));
        service.send(new SyncStopped(upgrade.upgradeId(), instance.id));
        service.awaitOne(ResourcesReleased.class, upgrade.upgradeId());
        assertThat(rows.ofUpgrade(upgrade.upgradeId())).isEmpty();
        assertThat(instance.command("PING")).isEqualTo("PONG");
    }

    @Test
    void aBuildThatRunsAsAnotherVersionIsRefused() {
        TestInstance instance = instance(REDIS_6_2);
        instance.provision();
        UpgradeRequested upgrade = instance.upgrade(new EngineBuild("REDIS", ResourceHome.LYING_VERSION));

        service.send(upgrade);

        AllocationFailed failed = service.awaitOne(AllocationFailed.class, upgrade.upgradeId());
        assertThat(failed.reason().code()).isEqualTo("WRONG_VERSION");
        assertThat(failed.reason().message()).contains("7.0.15").contains("7.0.98");
        service.send(new UpgradeFailed(upgrade.upgradeId(), instance.id, failed.reason()));
        service.send(new SyncStopped(upgrade.upgradeId(), instance.id));
        service.awaitOne(ResourcesReleased.class, upgrade.upgradeId());
    }

    @Test
    void anUpgradeOfAnInstanceThatIsNotThereIsRefused() {
        TestInstance instance = instance(REDIS_6_2);
        UpgradeRequested upgrade = instance.upgrade(REDIS_7_0);

        service.send(upgrade);

        assertThat(service.awaitOne(AllocationFailed.class, upgrade.upgradeId())
                        .reason()
                        .code())
                .isEqualTo("INSTANCE_NOT_RUNNING");
    }

    @Test
    void aTwiceRequestedUpgradeHasOneSetOfNodes() {
        TestInstance instance = instance(REDIS_6_2);
        instance.provision();
        UpgradeRequested upgrade = instance.upgrade(REDIS_7_0);
        service.send(upgrade);
        service.send(upgrade);

        ResourcesAllocated allocated = service.awaitOne(ResourcesAllocated.class, upgrade.upgradeId());

        service.send(upgrade);
        assertThat(rows.ofUpgrade(upgrade.upgradeId()).stream().map(Node::id))
                .containsExactlyInAnyOrderElementsOf(Topologies.engineIds(allocated.target()));
        end(allocated);
    }

    private void end(ResourcesAllocated allocated) {
        service.send(new UpgradeCancelled(allocated.upgradeId(), allocated.instanceId()));
        service.send(new SyncStopped(allocated.upgradeId(), allocated.instanceId()));
        service.awaitOne(ResourcesReleased.class, allocated.upgradeId());
    }

    private static List<EngineNode> engines(Topology topology) {
        return new ArrayList<>(Stream.concat(Stream.of(topology.master()), topology.replicas().stream())
                .toList());
    }
}
