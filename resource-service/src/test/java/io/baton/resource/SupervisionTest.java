package io.baton.resource;

import static io.baton.resource.TestInstance.REDIS_6_2;
import static io.baton.resource.TestInstance.REDIS_7_0;
import static io.baton.resource.TestInstance.awaitReply;
import static io.baton.resource.TestInstance.command;
import static io.baton.resource.TestInstance.info;
import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.contracts.EngineBuild;
import io.baton.contracts.EngineNode;
import io.baton.contracts.NodeSpec;
import io.baton.contracts.Topology;
import io.baton.contracts.UpgradeEvent.ResourcesAllocated;
import io.baton.resource.node.application.NodeProvider;
import io.baton.resource.node.application.StartingNodes;
import io.baton.resource.node.application.SupervisingNodes;
import io.baton.resource.node.application.SupervisingNodes.Finding;
import io.baton.resource.node.application.SupervisingNodes.Left;
import io.baton.resource.node.application.SupervisingNodes.Restarted;
import io.baton.resource.node.application.SupervisingNodes.Waits;
import io.baton.resource.node.model.Node;
import io.baton.resource.node.model.NodePlan;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

@QuarkusTest
class SupervisionTest extends ServiceTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @Inject
    StartingNodes starting;

    @Inject
    SupervisingNodes supervising;

    @Inject
    NodeProvider provider;

    @Test
    void aReplicaThatDiesComesBackAndFollowsItsMaster() {
        TestInstance instance = instance(REDIS_7_0);
        Topology topology = instance.provision();
        EngineNode replica = topology.replicas().get(0);
        instance.command("SET", "a", "1");

        nodes.awaitAnotherProcess(replica.nodeId(), nodes.kill9(replica.nodeId()));

        awaitReply(replica.address(), "1", "GET", "a");
        await().atMost(LIMIT).until(() -> "up".equals(info(replica, "master_link_status")));
        instance.command("SET", "a", "2");
        awaitReply(replica.address(), "2", "GET", "a");
    }

    @Test
    void aMasterThatDiesComesBackWithItsData() {
        for (EngineBuild build : List.of(REDIS_6_2, REDIS_7_0)) {
            TestInstance instance = instance(build);
            Topology topology = instance.provision();
            command(topology.master(), "CONFIG", "SET", "appendfsync", "always");
            instance.command("SET", "a", "1");

            nodes.awaitAnotherProcess(
                    topology.master().nodeId(), nodes.kill9(topology.master().nodeId()));

            awaitReply(instance.endpoint, "1", "GET", "a");
            awaitReply(topology.replicas().get(0).address(), "1", "GET", "a");
            instance.remove();
        }
    }

    @Test
    void aMasterWhoseDataIsGoneIsNotStartedAndItsReplicasKeepTheirs() {
        for (EngineBuild build : List.of(REDIS_6_2, REDIS_7_0)) {
            TestInstance instance = instance(build);
            Topology topology = instance.provision();
            EngineNode replica = topology.replicas().get(0);
            instance.command("SET", "a", "1");
            awaitReply(replica.address(), "1", "GET", "a");
            double before = refused();

            // Its folder first: the supervision must not find it dead and whole.
            nodes.deleteData(topology.master().nodeId());
            long pid = nodes.kill9(topology.master().nodeId());

            await("refusal is counted").atMost(LIMIT).until(() -> refused() > before);
            assertThat(nodes.pid(topology.master().nodeId())).isEqualTo(pid);
            assertThat(TestNodes.alive(pid)).isFalse();
            assertThat(command(replica, "GET", "a")).isEqualTo("1");
            instance.remove();
            // The gauge tells of nodes that are refused now: one that was removed leaves it at the next look.
            await("a removed node is refused no more").atMost(LIMIT).until(() -> refused() == before);
        }
    }

    private static double refused() {
        return get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("baton_node_refused_restart "))
                .mapToDouble(line -> Double.parseDouble(line.split(" ")[1]))
                .findFirst()
                .orElse(0);
    }

    @Test
    void aProxyThatDiesComesBackAtTheSameEndpoint() {
        TestInstance instance = instance(REDIS_7_0);
        Topology topology = instance.provision();
        instance.command("SET", "a", "1");
        String proxy = topology.proxies().get(0).nodeId();

        nodes.awaitAnotherProcess(proxy, nodes.kill9(proxy));

        awaitReply(instance.endpoint, "1", "GET", "a");
    }

    @Test
    void aNewNodeThatDiesBeforeTheSwitchComesBackAsItWasAllocated() {
        TestInstance instance = instance(REDIS_6_2);
        instance.provision();
        command(instance.endpoint, "CONFIG", "SET", "maxmemory-policy", "allkeys-lfu");
        ResourcesAllocated allocated = instance.allocate(instance.upgrade(REDIS_7_0));

        for (String id : List.of(
                allocated.target().master().nodeId(),
                allocated.target().replicas().get(0).nodeId())) {
            nodes.awaitAnotherProcess(id, nodes.kill9(id));
        }

        EngineNode master = allocated.target().master();
        awaitReply(master.address(), "PONG", "PING");
        assertThat(info(master, "role")).isEqualTo("master");
        assertThat(TestInstance.setting(master, "maxmemory-policy")).isEqualTo("allkeys-lfu");
    }

    /** The switch has happened, and the news of it has not come yet. */
    @Test
    void aNewMasterThatClientsAreSentToNeverComesBackEmpty() {
        TestInstance instance = instance(REDIS_6_2);
        Topology old = instance.provision();
        ResourcesAllocated allocated = instance.allocate(instance.upgrade(REDIS_7_0));
        EngineNode master = allocated.target().master();
        TestSwitch.route(credentials, old.proxies().get(0), master);
        double before = refused();

        nodes.deleteData(master.nodeId());
        long pid = nodes.kill9(master.nodeId());

        await("refusal is counted").atMost(LIMIT).until(() -> refused() > before);
        assertThat(nodes.pid(master.nodeId())).isEqualTo(pid);
    }

    /** What made it refuse writes would be gone, and who goes past the proxies would be answered by it. */
    @Test
    void anOldMasterThatDiesInTheMiddleOfASwitchStaysDownUntilTheSwitchHasSteppedBack() {
        TestInstance instance = instance(REDIS_6_2);
        Topology old = instance.provision();
        awaitReply(instance.endpoint, "OK", "SET", "a", "1");
        ResourcesAllocated allocated = instance.allocate(instance.upgrade(REDIS_7_0));
        String id = old.master().nodeId();
        TestSwitch.hold(credentials, old.proxies().get(0), allocated.target().master());

        long pid = nodes.kill9(id);
        assertThat(found(id)).isEqualTo(new Waits());

        TestSwitch.release(credentials, old.proxies().get(0));
        nodes.awaitAnotherProcess(id, pid);
        awaitReply(old.master().address(), "1", "GET", "a");
    }

    /** The news of the switch is on its way; until it comes nobody else would keep the old master down. */
    @Test
    void anOldMasterThatClientsWereSentAwayFromIsNeverStartedAgain() {
        TestInstance instance = instance(REDIS_6_2);
        Topology old = instance.provision();
        ResourcesAllocated allocated = instance.allocate(instance.upgrade(REDIS_7_0));
        TestSwitch.route(credentials, old.proxies().get(0), allocated.target().master());

        long pid = nodes.kill9(old.master().nodeId());

        assertThat(found(old.master().nodeId())).isEqualTo(new Left());
        assertThat(nodes.pid(old.master().nodeId())).isEqualTo(pid);
    }

    /** Once it isn't the supervision's own turn. */
    private Finding found(String nodeId) {
        return await().atMost(LIMIT)
                .until(() -> supervising.look(nodeId, true), Optional::isPresent)
                .orElseThrow();
    }

    /** Its data was not seen on its disk, but clients are held: switchover-service waits for it and fills it again. */
    @Test
    void aNewMasterThatDiesInTheMiddleOfASwitchIsStartedAgain() {
        TestInstance instance = instance(REDIS_6_2);
        Topology old = instance.provision();
        ResourcesAllocated allocated = instance.allocate(instance.upgrade(REDIS_7_0));
        EngineNode master = allocated.target().master();
        TestSwitch.hold(credentials, old.proxies().get(0), master);

        nodes.awaitAnotherProcess(master.nodeId(), nodes.kill9(master.nodeId()));

        awaitReply(master.address(), "PONG", "PING");
    }

    /** As when the whole stack is stopped and started again. */
    @Test
    void enginesThatWereToldToEndComeBackWithEverything() {
        TestInstance instance = instance(REDIS_7_0);
        Topology topology = instance.provision();
        command(topology.master(), "CONFIG", "SET", "appendfsync", "no");
        instance.command("SET", "a", "1");
        rows.durable(topology.master().nodeId(), false);

        long before = nodes.terminate(topology.master().nodeId());

        nodes.awaitAnotherProcess(topology.master().nodeId(), before);
        awaitReply(instance.endpoint, "1", "GET", "a");
    }

    @Test
    void whatAUserMadeTheEngineWriteDownOutlastsARestart() {
        TestInstance instance = instance(REDIS_7_0);
        EngineNode master = instance.provision().master();
        command(master, "CONFIG", "SET", "slowlog-max-len", "17");
        command(master, "CONFIG", "REWRITE");

        nodes.awaitAnotherProcess(master.nodeId(), nodes.kill9(master.nodeId()));

        awaitReply(master.address(), "PONG", "PING");
        assertThat(TestInstance.setting(master, "slowlog-max-len")).isEqualTo("17");
    }

    @Test
    void aProcessIsFoundAgainThatNobodyHasWrittenDownYet() {
        TestInstance instance = instance(REDIS_7_0);
        Topology topology = instance.provision();
        for (String id :
                List.of(topology.master().nodeId(), topology.proxies().get(0).nodeId())) {
            long pid = nodes.pid(id);
            nodes.forgetRecord(id);

            assertThat(provider.runs(rows.find(id).orElseThrow())).isTrue();
            assertThat(nodes.pid(id)).isEqualTo(pid);
        }
    }

    @Test
    void twoWorkersStartANodeOnce() throws Exception {
        NodeSpec spec = new NodeSpec(64, 0, null);
        String instanceId = "ins-" + UUID.randomUUID();
        Node node = rows.plan(instanceId, null, NodePlan.ofUpgrade(REDIS_7_0, spec, List.of()))
                .get(0);
        assertThat(rows.plan(instanceId, null, NodePlan.ofUpgrade(REDIS_7_0, spec, List.of())))
                .containsExactly(node);

        inParallel(8, () -> {
            starting.start(node);
            return true;
        });

        assertThat(nodes.processesOf(node.address().port())).hasSize(1);
        provider.remove(node);
        assertThat(nodes.processesOf(node.address().port())).isEmpty();
    }

    @Test
    void twoSupervisorsRestartANodeOnce() throws Exception {
        TestInstance instance = instance(REDIS_7_0);
        EngineNode replica = instance.provision().replicas().get(0);
        long before = nodes.kill9(replica.nodeId());

        List<Object> findings = inParallel(8, () -> supervising.look(replica.nodeId(), true));

        nodes.awaitAnotherProcess(replica.nodeId(), before);
        assertThat(findings.stream().filter(found -> found.toString().contains(Restarted.class.getSimpleName())))
                .hasSizeLessThanOrEqualTo(1);
        awaitReply(replica.address(), "PONG", "PING");
        assertThat(nodes.processesOf(replica.address().port())).hasSize(1);
    }

    private static List<Object> inParallel(int threads, Callable<?> task)
            throws InterruptedException, ExecutionException {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                running.add(pool.submit(task));
            }
            List<Object> results = new ArrayList<>();
            for (Future<?> one : running) {
                results.add(one.get());
            }
            return results;
        } finally {
            pool.shutdown();
        }
    }
}
