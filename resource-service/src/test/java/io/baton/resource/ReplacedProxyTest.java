package io.baton.resource;

import static io.baton.resource.TestInstance.PASSWORD;
import static io.baton.resource.TestInstance.REDIS_6_2;
import static io.baton.resource.TestInstance.REDIS_7_0;
import static io.baton.resource.TestInstance.awaitReply;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.contracts.EngineNode;
import io.baton.contracts.ProxyNode;
import io.baton.contracts.Topology;
import io.baton.contracts.UpgradeEvent.ResourcesAllocated;
import io.baton.contracts.UpgradeEvent.ResourcesReleased;
import io.baton.contracts.UpgradeEvent.SyncStopped;
import io.baton.contracts.UpgradeEvent.UpgradeCancelled;
import io.baton.contracts.UpgradeEvent.UpgradeRequested;
import io.baton.resource.node.model.NodeStage;
import io.baton.resource.node.model.Topologies;
import io.baton.testkit.RespSocket;
import io.quarkus.test.junit.QuarkusTest;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An instance whose proxy is of an older release than the one that this service starts now. */
@QuarkusTest
class ReplacedProxyTest extends ServiceTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private TestInstance instance;
    private Topology old;
    private ProxyNode older;
    private UpgradeRequested upgrade;
    private ResourcesAllocated allocated;
    private ProxyNode newer;

    @BeforeEach
    void anOlderProxyAndAnUpgrade() {
        ResourceHome.proxyJar.become("0.0.1");
        try {
            instance = instance(REDIS_6_2);
            old = instance.provision();
        } finally {
            ResourceHome.proxyJar.becomeCurrent();
        }
        older = old.proxies().get(0);
        awaitReply(instance.endpoint, "OK", "SET", "a", "1");
        upgrade = instance.upgrade(REDIS_7_0);
        allocated = instance.allocate(upgrade);
        newer = allocated.target().proxies().get(0);
    }

    @AfterEach
    void removed() {
        instance.remove();
    }

    @Test
    void aNewerOneStandsByAndTheOlderOneEndsWithItsLastClient() throws Exception {
        assertThat(older.release()).isEqualTo("0.0.1");
        assertThat(newer.release()).isEqualTo(ResourceHome.proxyJar.current());
        assertThat(newer.replaces()).isEqualTo(older.nodeId());
        assertThat(newer.address()).isEqualTo(older.address());
        assertThat(TestSwitch.accepting(credentials, newer)).isFalse();
        try (RespSocket client = client()) {
            switchWithBothProxies();
            Topology served = allocated.target();
            service.send(new SyncStopped(upgrade.upgradeId(), instance.id));
            service.send(Samples.switchCompleted(upgrade.upgradeId(), instance.id, served));

            assertThat(service.awaitOne(ResourcesReleased.class, upgrade.upgradeId())
                            .nodeIds())
                    .containsExactlyElementsOf(Topologies.engineIds(old));
            assertThat(rows.find(older.nodeId()).orElseThrow().stage()).isEqualTo(NodeStage.RETIRING);
            assertThat(client.command("SET", "b", "2")).isEqualTo("OK");
            anUpgradeBeforeItHasEndedKnowsOfItsClients();
        }
        awaitGone(older);
        assertThat(TestSwitch.accepting(credentials, newer)).isTrue();
        awaitReply(instance.endpoint, "2", "GET", "b");
    }

    private void anUpgradeBeforeItHasEndedKnowsOfItsClients() {
        UpgradeRequested next = instance.upgrade(REDIS_7_0);
        List<ProxyNode> proxies = instance.allocate(next).source().proxies();
        assertThat(proxies).extracting(ProxyNode::nodeId).containsExactly(newer.nodeId(), older.nodeId());
        assertThat(proxies).extracting(ProxyNode::retiring).containsExactly(false, true);
        cancel(next);
    }

    @Test
    void cancelledBeforeItTookOverTheNewerOneGoes() {
        long pid = nodes.pid(older.nodeId());

        ResourcesReleased released = cancel(upgrade);

        assertThat(released.nodeIds()).contains(newer.nodeId());
        assertThat(released.newProxies()).isNull();
        assertThat(Files.exists(nodes.folder(newer.nodeId()))).isFalse();
        assertThat(nodes.pid(older.nodeId())).isEqualTo(pid);
        assertThat(TestSwitch.accepting(credentials, older)).isTrue();
    }

    @Test
    void cancelledAfterItTookOverTheNewerOneStays() throws Exception {
        try (RespSocket client = client()) {
            TestSwitch.takeOver(credentials, newer);

            ResourcesReleased released = cancel(upgrade);

            assertThat(released.nodeIds()).doesNotContain(newer.nodeId());
            assertThat(released.newProxies()).extracting(ProxyNode::nodeId).containsExactly(newer.nodeId());
            assertThat(client.command("GET", "a")).isEqualTo("1");
        }
        awaitGone(older);
        awaitReply(instance.endpoint, "1", "GET", "a");
        assertThat(instance.allocate(instance.upgrade(REDIS_7_0)).source().proxies())
                .extracting(ProxyNode::nodeId)
                .containsExactly(newer.nodeId());
    }

    @Test
    void oneThatIsDeadWhenAnUpgradeBeginsIsWaitedFor() {
        cancel(upgrade);
        for (int death = 1; death <= 2; death++) {
            nodes.awaitAnotherProcess(older.nodeId(), nodes.kill9(older.nodeId()));
        }
        // After so many deaths its supervision takes its time.
        nodes.kill9(older.nodeId());

        assertThat(instance.allocate(instance.upgrade(REDIS_7_0)).target().proxies())
                .as("newer ones, as it was started again with the current release")
                .isEmpty();
        awaitReply(instance.endpoint, "1", "GET", "a");
    }

    @Test
    void anOlderOneThatDiesIsStartedAgainOnlyUntilItIsReplaced() {
        nodes.awaitAnotherProcess(older.nodeId(), nodes.kill9(older.nodeId()));
        awaitReply(instance.endpoint, "1", "GET", "a");
        TestSwitch.takeOver(credentials, newer);
        awaitReply(instance.endpoint, "1", "GET", "a");

        long dead = nodes.kill9(older.nodeId());
        EngineNode replica = old.replicas().get(0);
        // the supervision has looked at everything once more when another node of the instance is back
        nodes.awaitAnotherProcess(replica.nodeId(), nodes.kill9(replica.nodeId()));

        assertThat(nodes.pid(older.nodeId())).isEqualTo(dead);
        awaitReply(instance.endpoint, "1", "GET", "a");
    }

    @Test
    void aNewerOneThatDiesComesBackAndTakesOverAgain() {
        TestSwitch.takeOver(credentials, newer);

        nodes.awaitAnotherProcess(newer.nodeId(), nodes.kill9(newer.nodeId()));

        await("it accepts again")
                .atMost(LIMIT)
                .ignoreExceptions()
                .until(() -> TestSwitch.accepting(credentials, newer));
        // The newer one accepts first, so that there always is somebody who does.
        await("the older one no longer accepts").atMost(LIMIT).until(() -> !TestSwitch.accepting(credentials, older));
        awaitReply(instance.endpoint, "1", "GET", "a");
    }

    private RespSocket client() throws Exception {
        RespSocket client = new RespSocket(instance.endpoint.host(), instance.endpoint.port(), 5_000);
        client.command("AUTH", PASSWORD);
        return client;
    }

    /** What sync-service and switchover-service do. */
    private void switchWithBothProxies() {
        EngineNode master = allocated.target().master();
        follow(master, old.master());
        follow(allocated.target().replicas().get(0), master);
        TestSwitch.takeOver(credentials, newer);
        TestSwitch.route(credentials, older, master);
        TestSwitch.route(credentials, newer, master);
    }

    private static void follow(EngineNode replica, EngineNode master) {
        TestInstance.command(
                replica,
                "REPLICAOF",
                master.address().host(),
                Integer.toString(master.address().port()));
        awaitReply(replica.address(), "1", "GET", "a");
    }

    private ResourcesReleased cancel(UpgradeRequested which) {
        service.send(new UpgradeCancelled(which.upgradeId(), instance.id));
        service.send(new SyncStopped(which.upgradeId(), instance.id));
        return service.awaitOne(ResourcesReleased.class, which.upgradeId());
    }

    private void awaitGone(ProxyNode proxy) {
        await("end of the older proxy")
                .atMost(LIMIT)
                .until(() -> rows.find(proxy.nodeId()).isEmpty() && !Files.exists(nodes.folder(proxy.nodeId())));
    }
}
