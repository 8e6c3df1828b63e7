package io.baton.saga.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.baton.contracts.Endpoint;
import io.baton.contracts.EngineBuild;
import io.baton.contracts.EngineNode;
import io.baton.contracts.NodeSpec;
import io.baton.contracts.Topology;
import io.baton.contracts.UpgradeEvent.ResourcesAllocated;
import io.baton.contracts.UpgradeEvent.SwitchWindowRecalled;
import io.baton.contracts.UpgradeEvent.UpgradeRequested;
import io.baton.saga.infrastructure.Relay.Finish;
import io.baton.saga.infrastructure.Relay.Leg;
import io.baton.saga.infrastructure.Relay.Stride;
import io.baton.saga.kit.EventTopics;
import io.baton.testkit.KafkaResource;
import io.baton.testkit.PostgresResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The library on a real broker and a real database: what commits together, what is handled once, who drives. */
@QuarkusTest
@TestProfile(SagaLibraryProfile.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(PostgresResource.class)
class SagaLibraryTest {
    private static final EngineBuild BUILD = new EngineBuild("REDIS", "6.2.7");

    @Inject
    SagaExecutor executor;

    @Inject
    SagaRows rows;

    @Inject
    RejectedInputs rejected;

    @Inject
    Outbox outbox;

    @Inject
    LeaseTable leases;

    @Inject
    RelayWorker worker;

    private final String upgrade = "upg-" + UUID.randomUUID();
    private final String instance = "ins-" + UUID.randomUUID();
    private EventTopics topics;

    @BeforeEach
    void listen() {
        topics = new EventTopics(
                KafkaResource.bootstrapServers(), List.of("SwitchWindowRecalled", "saga-test.dead-letter"));
    }

    @AfterEach
    void stopListening() {
        topics.close();
    }

    @Test
    void anEventChangesTheStateAndIsAnswered() {
        topics.send(requested());
        assertThat(topics.await(SwitchWindowRecalled.class, upgrade).attempt()).isEqualTo(1);
        assertThat(relay().phase()).isEqualTo(Leg.RUNNING);
    }

    @Test
    void aRepeatedEventIsHandledOnce() {
        String id = topics.send(requested());
        topics.send(id, requested());
        topics.send(allocated());
        await().until(() -> exists() && relay().heard() == 2);
        assertThat(topics.events(SwitchWindowRecalled.class).filter(this::mine)).hasSizeLessThanOrEqualTo(1);
        assertThat(rejections()).isZero();
    }

    @Test
    void anEventBeforeItsCauseIsKeptUntilTheCauseComes() {
        topics.send(allocated());
        await().until(this::exists);
        assertThat(relay().phase()).isEqualTo(Leg.WAITING);
        topics.send(requested());
        await().until(() -> relay().heard() == 2);
    }

    @Test
    void anImpossibleEventIsRecordedAndTheServiceGoesOn() {
        topics.send(requested());
        topics.await(SwitchWindowRecalled.class, upgrade);
        QuarkusTransaction.requiringNew().run(() -> executor.signal(Relay.RELAY, upgrade, instance, new Finish()));
        topics.send(allocated());
        await().until(() -> rejections() == 1);
        assertThat(relay().phase()).isEqualTo(Leg.DONE);
    }

    @Test
    void aCrashBeforeTheCommitLeavesNothingAndTheRedeliveryIsHandled() {
        String id = UUID.randomUUID().toString();
        assertThatThrownBy(() -> QuarkusTransaction.requiringNew().run(() -> {
                    executor.handle(id, requested());
                    throw new SimulatedCrash();
                }))
                .isInstanceOf(SimulatedCrash.class);
        assertThat(exists()).isFalse();
        executor.handle(id, requested());
        assertThat(relay().heard()).isEqualTo(1);
        topics.await(SwitchWindowRecalled.class, upgrade);
    }

    @Test
    void aCrashAfterTheCommitChangesNothingAtTheRedelivery() {
        String id = UUID.randomUUID().toString();
        executor.handle(id, requested());
        executor.handle(id, requested());
        assertThat(relay().heard()).isEqualTo(1);
    }

    @Test
    void theOutboxKeepsTheOrderOfItsCommits() {
        executor.handle(UUID.randomUUID().toString(), requested());
        int strides = 200;
        for (int i = 0; i < strides; i++) {
            executor.signal(Relay.RELAY, upgrade, instance, new Stride());
        }
        topics.await(SwitchWindowRecalled.class, event -> mine(event) && event.attempt() == strides + 1);
        assertThat(topics.events(SwitchWindowRecalled.class).filter(this::mine).map(SwitchWindowRecalled::attempt))
                .isEqualTo(IntStream.rangeClosed(1, strides + 1).boxed().toList());
        await().untilAsserted(() -> assertThat(QuarkusTransaction.requiringNew()
                        .call(() -> outbox.waiting().oldestSeconds()))
                .isZero());
    }

    @Test
    void aTraceCrossesKafka() {
        String trace = "0af7651916cd43dd8448eb211c80319c";
        topics.sendTraced(requested(), "00-" + trace + "-b7ad6b7169203331-01");
        topics.await(SwitchWindowRecalled.class, upgrade);
        var answer = topics.awaitRecord("SwitchWindowRecalled", record -> instance.equals(record.key()));
        assertThat(new String(answer.headers().lastHeader("traceparent").value(), StandardCharsets.UTF_8))
                .contains(trace);
    }

    @Test
    void poisonGoesToTheDeadLetterTopicAndTheServiceGoesOn() {
        Map<String, String> headers = Map.of("ce_id", UUID.randomUUID().toString(), "ce_type", "UpgradeRequested");
        List<Runnable> poisons = List.of(
                () -> topics.sendRaw("UpgradeRequested", instance, headers, "{ not json"),
                () -> topics.sendRaw("UpgradeRequested", instance, headers, "{\"upgradeId\":\"x\"}"),
                () -> topics.sendRaw("UpgradeRequested", instance, headers, null),
                () -> topics.sendRaw("ResourcesAllocated", instance, headers, "{}"),
                () -> topics.sendRaw("ResourcesAllocated", instance, Map.of(), "{}"));
        poisons.forEach(Runnable::run);
        topics.send(requested());
        topics.await(SwitchWindowRecalled.class, upgrade);
        await().until(() -> topics.countRecords("saga-test.dead-letter", record -> instance.equals(record.key()))
                == poisons.size());
    }

    @Test
    void anInstantThatHasComeIsApplied() {
        executor.handle(UUID.randomUUID().toString(), requested());
        executor.signal(
                Relay.RELAY, upgrade, instance, new Relay.SetTimer(Instant.now().plusMillis(300)));
        await().until(() -> relay().phase() == Leg.DONE);
    }

    @Test
    void aSagaIsDrivenByOneHolderAtATime() {
        executor.handle(UUID.randomUUID().toString(), requested());
        await().until(() -> worker.driving.containsKey(upgrade));
        assertThat(claimed()).isFalse();
        executor.signal(Relay.RELAY, upgrade, instance, new Finish());
    }

    @Test
    void aHolderThatLostItsLeaseCanChangeNothing() {
        CountDownLatch hang = new CountDownLatch(1);
        worker.hanging.put(upgrade, hang);
        executor.handle(UUID.randomUUID().toString(), requested());
        await().until(() -> worker.driving.containsKey(upgrade));
        Lease<Relay> stale = worker.driving.get(upgrade);
        takeOver();
        int heard = relay().heard();
        assertThatThrownBy(() -> stale.signal(new Stride())).isInstanceOf(LeaseLostException.class);
        assertThatThrownBy(() -> stale.rehearse(new Stride())).isInstanceOf(LeaseLostException.class);
        assertThat(relay().heard()).isEqualTo(heard);
        hang.countDown();
        executor.signal(Relay.RELAY, upgrade, instance, new Finish());
    }

    @Test
    void aRehearsalIsAppliedAsASignalIs() {
        CountDownLatch hang = new CountDownLatch(1);
        worker.hanging.put(upgrade, hang);
        executor.handle(UUID.randomUUID().toString(), requested());
        await().until(() -> worker.driving.containsKey(upgrade));
        Lease<Relay> lease = worker.driving.get(upgrade);
        int heard = relay().heard();

        lease.rehearse(new Stride());

        assertThat(relay().heard()).isEqualTo(heard + 1);
        hang.countDown();
        executor.signal(Relay.RELAY, upgrade, instance, new Finish());
    }

    @Test
    void onlyTheTransactionThatSaysSoCommitsWithoutTheDisk() {
        QuarkusTransaction.requiringNew().run(() -> {
            synchronousCommit("set local synchronous_commit to on");
            assertThat(synchronousCommit("show synchronous_commit")).isEqualTo("on");
            rows.commitWithoutDisk();
            assertThat(synchronousCommit("show synchronous_commit")).isEqualTo("off");
        });
    }

    private Object synchronousCommit(String sql) {
        var query = rows.getEntityManager().createNativeQuery(sql);
        return sql.startsWith("set") ? query.executeUpdate() : query.getSingleResult();
    }

    private static final class SimulatedCrash extends RuntimeException {}

    private boolean claimed() {
        return leases.claim("another", List.of("relay"), Instant.now(), Duration.ofSeconds(5), 100).stream()
                .anyMatch(claim -> claim.sagaId().equals(upgrade));
    }

    /** As another replica would after the holder's lease has run out. */
    private void takeOver() {
        QuarkusTransaction.requiringNew()
                .run(() -> rows.update(
                        "leaseOwner = 'another', leaseToken = leaseToken + 1 where key = ?1",
                        SagaRow.key("relay", upgrade)));
    }

    private boolean exists() {
        return QuarkusTransaction.requiringNew()
                .call(() -> rows.state(Relay.RELAY, upgrade))
                .isPresent();
    }

    private Relay relay() {
        return QuarkusTransaction.requiringNew()
                .call(() -> rows.state(Relay.RELAY, upgrade))
                .orElseThrow();
    }

    private long rejections() {
        return QuarkusTransaction.requiringNew().call(() -> rejected.count(upgrade));
    }

    private boolean mine(SwitchWindowRecalled event) {
        return event.upgradeId().equals(upgrade);
    }

    private UpgradeRequested requested() {
        return new UpgradeRequested(upgrade, instance, BUILD, BUILD, new NodeSpec(64, 1, null));
    }

    private ResourcesAllocated allocated() {
        Topology topology =
                new Topology(new EngineNode("node", new Endpoint("127.0.0.1", 1), BUILD), List.of(), List.of());
        return new ResourcesAllocated(upgrade, instance, topology, topology, null);
    }
}
