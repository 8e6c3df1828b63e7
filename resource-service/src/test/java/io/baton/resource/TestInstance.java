package io.baton.resource;

import static org.awaitility.Awaitility.await;

import io.baton.contracts.Endpoint;
import io.baton.contracts.EngineBuild;
import io.baton.contracts.EngineNode;
import io.baton.contracts.InstanceEvent.InstanceProvisioned;
import io.baton.contracts.InstanceEvent.InstanceRemovalRequested;
import io.baton.contracts.InstanceEvent.InstanceRemoved;
import io.baton.contracts.InstanceEvent.InstanceRequested;
import io.baton.contracts.NodeSpec;
import io.baton.contracts.Topology;
import io.baton.contracts.UpgradeEvent.ResourcesAllocated;
import io.baton.contracts.UpgradeEvent.UpgradeRequested;
import io.baton.engine.Secret;
import io.baton.engine.credential.CredentialStore;
import io.baton.testkit.RespSocket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** An instance that a test has asked for, and what one does with it. */
final class TestInstance {
    static final String PASSWORD = "s3cret \"quoted\" #1";
    static final EngineBuild REDIS_6_2 = new EngineBuild("REDIS", "6.2.7");
    static final EngineBuild REDIS_7_0 = new EngineBuild("REDIS", "7.0.15");

    private static final int MEMORY_MB = 64;
    private static final Duration LIMIT = Duration.ofSeconds(30);

    final String id = "ins-" + UUID.randomUUID();
    final String credentialRef = "instance/" + id + "/password";
    final Endpoint endpoint = new Endpoint("127.0.0.1", TestPorts.one());
    final NodeSpec spec = new NodeSpec(MEMORY_MB, 1, credentialRef);
    final EngineBuild build;
    private final ServiceClient service;

    TestInstance(ServiceClient service, CredentialStore credentials, EngineBuild build) {
        this.service = service;
        this.build = build;
        credentials.put(credentialRef, Secret.of(PASSWORD));
    }

    InstanceRequested requested() {
        return new InstanceRequested(id, build, spec, endpoint);
    }

    Topology provision() {
        service.send(requested());
        return service.awaitOne(InstanceProvisioned.class, id).topology();
    }

    UpgradeRequested upgrade(EngineBuild to) {
        return new UpgradeRequested("upg-" + UUID.randomUUID(), id, build, to, spec);
    }

    ResourcesAllocated allocate(UpgradeRequested upgrade) {
        service.send(upgrade);
        return service.awaitOne(ResourcesAllocated.class, upgrade.upgradeId());
    }

    void remove() {
        service.send(new InstanceRemovalRequested(id));
        service.awaitOne(InstanceRemoved.class, id);
    }

    Object command(String... words) {
        return command(endpoint, words);
    }

    static Object command(EngineNode node, String... words) {
        return command(node.address(), words);
    }

    static Object command(Endpoint address, String... words) {
        try (RespSocket socket = new RespSocket(address.host(), address.port(), 5_000)) {
            socket.command("AUTH", PASSWORD);
            return socket.command(words);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    static String setting(EngineNode node, String name) {
        List<?> pair = (List<?>) command(node, "CONFIG", "GET", name);
        return pair.isEmpty() ? null : pair.get(1).toString();
    }

    static String info(EngineNode node, String field) {
        return command(node, "INFO")
                .toString()
                .lines()
                .filter(line -> line.startsWith(field + ":"))
                .map(line -> line.substring(field.length() + 1).strip())
                .findFirst()
                .orElse(null);
    }

    /** Until it says so; whoever is starting is asked again. */
    static void awaitReply(Endpoint address, Object expected, String... words) {
        await(String.join(" ", words) + " at " + address.port())
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(20))
                .ignoreExceptions()
                .until(() -> expected.equals(command(address, words)));
    }
}
