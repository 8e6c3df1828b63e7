package io.baton.switchover;

import io.baton.contracts.Endpoint;
import io.baton.contracts.EngineBuild;
import io.baton.contracts.EngineNode;
import io.baton.contracts.Topology;
import io.baton.contracts.UpgradeEvent.SwitchWindowOpen;
import io.baton.engine.Secret;
import io.baton.engine.credential.FileCredentialStore;
import io.baton.testkit.EngineBuilds;
import io.baton.testkit.EngineBuilds.Build;
import io.baton.testkit.RespSocket;
import io.baton.testkit.TestEngine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
    private final Optional<String> password;
    private TestProxy newerProxy;

    TestInstance(Path home, String from, String to) throws IOException {
        this(home, EngineBuilds.ofMaven(from), EngineBuilds.ofMaven(to), Optional.empty());
    }

    /** @param password of the instance, if it has one */
    TestInstance(Path home, Build from, Build to, Optional<String> password) throws IOException {
        this.home = home;
        this.password = password;
        password.ifPresent(
                secret -> new FileCredentialStore(home.resolve("secrets")).put(credentialRef(), Secret.of(secret)));
        oldMaster = TestEngine.start(from, options());
        newMaster = TestEngine.start(to, options());
        newReplica = TestEngine.start(to, options());
        proxy = new TestProxy(home, instanceId, oldMaster);
        oldMaster.command("SET", "before", "1");
        replicate(newMaster, oldMaster);
        replicate(newReplica, newMaster);
    }

    private Map<String, String> options() {
        Map<String, String> options = new HashMap<>(Map.of("repl-diskless-sync-delay", "0"));
        password.ifPresent(secret -> options.putAll(Map.of("requirepass", secret, "masterauth", secret)));
        return options;
    }

    private String credentialRef() {
        return "instance/" + instanceId + "/password";
    }

    /** Waits for an acknowledgement of something written: an idle master says nothing before its next ping, in 10 s. */
    private void replicate(TestEngine replica, TestEngine master) {
        replica.command("SLAVEOF", master.host(), Integer.toString(master.port()));
        Awaitility.await("the replica streams").atMost(Duration.ofSeconds(20)).until(() -> {
            String link = master.info("slave0");
            oldMaster.command("INCR", "nudge");
            return link != null && link.contains("state=online") && !link.contains("offset=0,");
        });
    }

    RespSocket client() throws IOException {
        RespSocket client = new RespSocket("127.0.0.1", proxy.port(), 20_000);
        if (password.isPresent()) {
            client.command("AUTH", password.get());
        }
        return client;
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
                password.map(secret -> credentialRef()).orElse(null));
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
                id,
                new Endpoint(engine.host(), engine.port()),
                new EngineBuild(engine.build().edition(), engine.version()));
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
