package io.baton.resource;

import static io.baton.resource.TestInstance.REDIS_6_2;
import static io.baton.resource.TestInstance.REDIS_7_0;
import static io.baton.resource.TestInstance.awaitReply;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.contracts.EngineBuild;
import io.baton.contracts.InstanceEvent.InstanceProvisioned;
import io.baton.contracts.InstanceEvent.InstanceProvisioningFailed;
import io.baton.contracts.InstanceEvent.InstanceRemovalRequested;
import io.baton.contracts.InstanceEvent.InstanceRemoved;
import io.baton.contracts.InstanceEvent.InstanceRequested;
import io.baton.contracts.Topology;
import io.baton.resource.node.model.Credentials;
import io.baton.resource.node.model.Topologies;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
class ProvisioningTest extends ServiceTest {

    @Test
    void anInstanceServesItsClientsAtItsEndpoint() throws IOException {
        for (EngineBuild build : List.of(REDIS_6_2, REDIS_7_0)) {
            TestInstance instance = instance(build);

            Topology topology = instance.provision();

            assertThat(topology.replicas()).hasSize(1);
            assertThat(topology.proxies()).singleElement().satisfies(proxy -> assertThat(proxy.address())
                    .isEqualTo(instance.endpoint));
            assertThat(instance.command("SET", "a", "1")).isEqualTo("OK");
            awaitReply(topology.replicas().get(0).address(), "1", "GET", "a");
            assertThat(TestInstance.info(topology.master(), "redis_version")).isEqualTo(build.version());
            assertThat(TestInstance.setting(topology.master(), "maxmemory")).isEqualTo("67108864");
            assertThat(TestInstance.setting(topology.master(), "appendonly")).isEqualTo("yes");
            assertOnlyTheOwnerReads(nodes.folder(topology.master().nodeId()));
            instance.remove();
        }
    }

    private static void assertOnlyTheOwnerReads(Path folder) throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("redis.conf"))))
                .isEqualTo("rw-------");
    }

    @Test
    void aRemovedInstanceLeavesNothingBehind() {
        TestInstance instance = instance(REDIS_7_0);
        Topology topology = instance.provision();
        List<String> ids =
                rows.ofInstance(instance.id).stream().map(node -> node.id()).toList();
        List<Long> pids = ids.stream().map(nodes::pid).toList();
        assertThat(ids).hasSize(3).containsAll(Topologies.engineIds(topology));

        instance.remove();

        assertThat(pids).noneMatch(TestNodes::alive);
        assertThat(ids).noneMatch(id -> Files.exists(nodes.folder(id)));
        assertThat(rows.ofInstance(instance.id)).isEmpty();
        assertThat(credentials.get(instance.credentialRef)).isEmpty();
        assertThat(credentials.get(Credentials.proxyToken(instance.id))).isEmpty();
    }

    @Test
    void aBuildThatIsNotThereIsNamedAndNothingIsLeft() {
        TestInstance instance = instance(new EngineBuild("REDIS", "7.0.99"));

        service.send(instance.requested());

        InstanceProvisioningFailed failed = service.awaitOne(InstanceProvisioningFailed.class, instance.id);
        assertThat(failed.reason().code()).isEqualTo("NO_BUILD");
        assertThat(failed.reason().message()).contains("REDIS 7.0.99").contains("Redis 7.0.15");
        assertThat(rows.ofInstance(instance.id)).isEmpty();
    }

    @Test
    void anEndpointThatIsTakenIsNamedAndNothingIsLeft() throws IOException {
        TestInstance instance = instance(REDIS_7_0);
        try (ServerSocket other = new ServerSocket()) {
            other.bind(new InetSocketAddress(instance.endpoint.host(), instance.endpoint.port()));
            service.send(instance.requested());

            InstanceProvisioningFailed failed = service.awaitOne(InstanceProvisioningFailed.class, instance.id);
            assertThat(failed.reason().code()).isEqualTo("PORT_TAKEN");
        }
        assertThat(rows.ofInstance(instance.id)).isEmpty();
    }

    @Test
    void aRequestThatComesTwiceChangesNothing() {
        TestInstance instance = instance(REDIS_7_0);
        InstanceRequested requested = instance.requested();
        service.send("same-id-" + instance.id, requested);
        service.send("same-id-" + instance.id, requested);
        service.send(requested);
        service.awaitOne(InstanceProvisioned.class, instance.id);
        service.send(requested);
        instance.remove();
        service.send(requested);
        service.send(new InstanceRemovalRequested(instance.id));

        instance(REDIS_7_0).provision();

        assertThat(service.count(InstanceProvisioned.class, instance.id)).isEqualTo(1);
        assertThat(service.count(InstanceRemoved.class, instance.id)).isEqualTo(1);
        assertThat(rows.ofInstance(instance.id)).isEmpty();
    }

    @Test
    void anInstanceThatIsRemovedWhileItStartsIsGone() {
        TestInstance instance = instance(REDIS_7_0);
        service.send(instance.requested());

        instance.remove();

        assertThat(rows.ofInstance(instance.id)).isEmpty();
    }

    @Test
    void noSecretIsSentOrStored() {
        TestInstance instance = instance(REDIS_7_0);
        instance.provision();

        assertThat(service.countHolding(instance.id)).isPositive();
        assertThat(service.countHolding("s3cret")).isZero();
        assertThat(rows.ofInstance(instance.id))
                .noneMatch(node -> node.toString().contains("s3cret"));
    }
}
