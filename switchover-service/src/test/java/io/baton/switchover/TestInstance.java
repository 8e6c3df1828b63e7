package io.baton.switchover;

import io.baton.contracts.Endpoint;
import io.baton.contracts.EngineBuild;
import io.baton.contracts.EngineNode;
import io.baton.contracts.Topology;
import io.baton.contracts.UpgradeEvent.SwitchWindowOpen;
import io.baton.testkit.RespSocket;
import io.baton.testkit.TestEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.awaitility.Awaitility;

/** An instance in the middle of an upgrade, as the other services leave it: old master, synchronised new nodes, proxy. */
final class TestInstance implements AutoCloseable {
    final String upgradeId = "upg-" + UUID.randomUUID();
    final String instanceId = "ins-" + UUID.randomUUID();
    final TestEngine oldMaster;
    final TestEngine newMaster;
    final TestEngine newReplica;
    final TestProxy proxy;
    private final Path home;
    private TestProxy newerProxy;

    TestInstance(Path home, String from, String to) throws IOException {
        this.home = home;
        oldMaster = TestEngine.start(from);
        newMaster = TestEngine.start(to);
        newReplica = TestEngine.start(to);
        proxy = new TestProxy(home, instanceId, oldMaster);
        oldMaster.command("SET", "before", "1");
        replicate(newMaster, oldMaster);
        replicate(newReplica, newMaster);
    }

    /** Waits for an acknowledgement of something written: an idle master says nothing before its next ping, in 10 s. */
    private void replicate(TestEngine replica, TestEngine master) {
        replica.command("REPLICAOF", master.host(), Integer.toString(master.port()));
        Awaitility.await("the replica streams").atMost(Duration.ofSeconds(20)).until(() -> {
            String link = master.info("slave0");
            oldMaster.command("INCR", "nudge");
            return link != null && link.contains("state=online") && !link.contains("offset=0,");
        });
    }

    RespSocket client() throws IOException {
        return new RespSocket("127.0.0.1", proxy.port(), 20_000);
    }

    SwitchWindowOpen grant(int attempt) {
        return new SwitchWindowOpen(
                upgradeId,
                instanceId,
                attempt,
                Instant.now().minusSeconds(1),
                Instant.now().plusSeconds(60),
                source(),
                target(),
                null);
    }

    Topology source() {
        return new Topology(node("old", oldMaster), List.of(), List.of(proxy.node()));
    }

    Topology target() {
        return new Topology(
                node("new", newMaster),
                List.of(node("new-replica", newReplica)),
                newerProxy == null ? List.of() : List.of(newerProxy.node()));
    }

    /** From now on grants name a newer proxy, which stands by. */
    TestProxy newerProxy() throws IOException {
        newerProxy = new TestProxy(home, instanceId, oldMaster, proxy);
        return newerProxy;
    }

    private static EngineNode node(String id, TestEngine engine) {
        return new EngineNode(
                id, new Endpoint(engine.host(), engine.port()), new EngineBuild("REDIS", engine.version()));
    }

    @Override
    public void close() {
        if (newerProxy != null) {
            newerProxy.close();
        }
        proxy.close();
        newReplica.close();
        newMaster.close();
        oldMaster.close();
    }
}
