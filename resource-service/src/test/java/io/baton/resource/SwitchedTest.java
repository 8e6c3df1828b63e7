package io.baton.resource;

import static io.baton.resource.TestInstance.REDIS_6_2;
import static io.baton.resource.TestInstance.REDIS_7_0;
import static io.baton.resource.TestInstance.awaitReply;
import static io.baton.resource.TestInstance.command;
import static io.baton.resource.TestInstance.info;
import static io.baton.resource.TestInstance.setting;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.contracts.EngineNode;
import io.baton.contracts.Topology;
import io.baton.contracts.UpgradeEvent.ResourcesAllocated;
import io.baton.contracts.UpgradeEvent.ResourcesReleased;
import io.baton.contracts.UpgradeEvent.SyncStopped;
import io.baton.contracts.UpgradeEvent.UpgradeRequested;
import io.baton.resource.node.model.Node;
import io.baton.resource.node.model.Topologies;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What becomes of the nodes when an upgrade has switched. */
@QuarkusTest
class SwitchedTest extends ServiceTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Test
    void theOldEnginesGoTheProxyStaysAndTheNewMasterIsLookedAfterAsOne() {
        TestInstance instance = instance(REDIS_6_2);
        Topology old = instance.provision();
        command(old.master(), "CONFIG", "SET", "timeout", "900");
        awaitReply(instance.endpoint, "OK", "SET", "a", "1");
        UpgradeRequested upgrade = instance.upgrade(REDIS_7_0);
        ResourcesAllocated allocated = instance.allocate(upgrade);
        synchronise(allocated);
        List<Long> oldPids = Topologies.engineIds(old).stream().map(nodes::pid).toList();
        long proxyPid = nodes.pid(old.proxies().get(0).nodeId());

        // What a user sets while it waits, and what the fence makes of it.
        command(old.master(), "CONFIG", "SET", "timeout", "300");
        command(old.master(), "CONFIG", "SET", "min-replicas-to-write", "99");
        Map<String, String> fenced = Map.of("min-replicas-to-write", "1");
        switchOver(allocated);
        Topology served = allocated.target().behind(old.proxies());
        service.send(new SyncStopped(upgrade.upgradeId(), instance.id));
        service.send(Samples.switchCompleted(upgrade.upgradeId(), instance.id, served, fenced));
        service.send(Samples.switchCompleted(upgrade.upgradeId(), instance.id, served, fenced));

        assertThat(service.awaitOne(ResourcesReleased.class, upgrade.upgradeId())
                        .nodeIds())
                .containsExactlyElementsOf(Topologies.engineIds(old));
        assertThat(oldPids).noneMatch(TestNodes::alive);
        assertThat(Topologies.engineIds(old)).noneMatch(id -> Files.exists(nodes.folder(id)));
        assertThat(nodes.pid(old.proxies().get(0).nodeId())).isEqualTo(proxyPid);
        assertThat(TestNodes.alive(proxyPid)).isTrue();
        assertThat(setting(served.master(), "min-replicas-to-write")).isEqualTo("1");
        assertThat(setting(served.master(), "timeout")).isEqualTo("300");
        assertThat(rows.ofInstance(instance.id)).hasSize(3);

        awaitReply(instance.endpoint, "OK", "SET", "b", "2");
        comesBackWithItsData(served);
        aProxyThatIsStartedAgainServesTheNewMaster(instance, served);
        aSecondUpgradeStartsFromTheNewNodes(instance, served);
    }

    private void comesBackWithItsData(Topology served) {
        EngineNode master = served.master();
        await("data of the new master is on its disk")
                .atMost(LIMIT)
                .until(() -> rows.find(master.nodeId()).orElseThrow().durable());
        nodes.awaitAnotherProcess(master.nodeId(), nodes.kill9(master.nodeId()));
        awaitReply(master.address(), "1", "GET", "a");
        awaitReply(master.address(), "2", "GET", "b");
        assertThat(info(master, "role")).isEqualTo("master");
        assertThat(setting(master, "min-replicas-to-write")).isEqualTo("1");

        EngineNode replica = served.replicas().get(0);
        nodes.awaitAnotherProcess(replica.nodeId(), nodes.kill9(replica.nodeId()));
        await("replica follows the new master")
                .atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> Integer.toString(master.address().port()).equals(info(replica, "master_port"))
                        && "up".equals(info(replica, "master_link_status")));
    }

    private void aProxyThatIsStartedAgainServesTheNewMaster(TestInstance instance, Topology served) {
        String proxy = served.proxies().get(0).nodeId();
        nodes.awaitAnotherProcess(proxy, nodes.kill9(proxy));
        awaitReply(instance.endpoint, "2", "GET", "b");
    }

    private void aSecondUpgradeStartsFromTheNewNodes(TestInstance instance, Topology served) {
        UpgradeRequested second = instance.upgrade(REDIS_7_0);
        assertThat(instance.allocate(second).source()).isEqualTo(served);
        assertThat(rows.ofUpgrade(second.upgradeId()).stream().map(Node::stage))
                .allMatch(stage -> stage.name().equals("ALLOCATED"));
    }

    /** What sync-service does. */
    private static void synchronise(ResourcesAllocated allocated) {
        EngineNode master = allocated.target().master();
        follow(master, allocated.source().master());
        for (EngineNode replica : allocated.target().replicas()) {
            follow(replica, master);
        }
        awaitReply(allocated.target().replicas().get(0).address(), "1", "GET", "a");
    }

    private static void follow(EngineNode replica, EngineNode master) {
        command(
                replica,
                "REPLICAOF",
                master.address().host(),
                Integer.toString(master.address().port()));
        await("link").atMost(LIMIT).until(() -> "up".equals(info(replica, "master_link_status")));
    }

    private void switchOver(ResourcesAllocated allocated) {
        TestSwitch.route(
                credentials,
                allocated.source().proxies().get(0),
                allocated.target().master());
    }
}
