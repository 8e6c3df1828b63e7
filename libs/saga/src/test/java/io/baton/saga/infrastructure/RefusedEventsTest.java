package io.baton.saga.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.contracts.BatonEvent;
import io.baton.contracts.Endpoint;
import io.baton.contracts.EngineBuild;
import io.baton.contracts.EngineNode;
import io.baton.contracts.Finding;
import io.baton.contracts.InstanceEvent.InstanceProvisioned;
import io.baton.contracts.InstanceEvent.InstanceProvisioningFailed;
import io.baton.contracts.Topology;
import io.baton.contracts.UpgradeEvent.SyncCaughtUp;
import io.baton.contracts.UpgradeEvent.SyncStopped;
import io.baton.contracts.UpgradeEvent.UpgradeCompleted;
import io.baton.saga.kit.EventTopics;
import io.baton.testkit.KafkaResource;
import io.baton.testkit.PostgresResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A broker that refuses an event for good: the others go out, and the event's own saga hears of it. */
@QuarkusTest
@TestProfile(SagaLibraryProfile.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(PostgresResource.class)
class RefusedEventsTest {
    private static final EngineBuild BUILD = new EngineBuild("REDIS", "6.2.7");

    @Inject
    Outbox outbox;

    @Inject
    EntityManager database;

    private final String upgrade = "upg-" + UUID.randomUUID();
    private final String instance = "ins-" + UUID.randomUUID();
    private EventTopics topics;

    @BeforeEach
    void listen() {
        topics = new EventTopics(
                KafkaResource.bootstrapServers(),
                List.of(
                        "SyncCaughtUp",
                        "SyncStopped",
                        "InstanceProvisioned",
                        "InstanceProvisioningFailed",
                        "UpgradeCompleted"));
    }

    @AfterEach
    void takeAllAgain() throws Exception {
        for (String topic : List.of("SyncCaughtUp", "InstanceProvisioned", "UpgradeCompleted")) {
            takeOnly(topic, 1_048_588);
        }
        topics.close();
    }

    @Test
    void oneThatHasDetailsIsSentWithoutThem() throws Exception {
        takeOnly("SyncCaughtUp", 2_000);
        List<Finding> findings = IntStream.range(0, 40)
                .mapToObj(i -> new Finding("CODE_" + i, Finding.Severity.WARN, "x".repeat(500), "y"))
                .toList();
        append(new SyncCaughtUp(upgrade, instance, 1, 7, findings), new SyncStopped(upgrade, instance));

        SyncCaughtUp heard = topics.await(SyncCaughtUp.class, upgrade);
        assertThat(heard.findings()).isEmpty();
        assertThat(heard.findingsInAll()).isEqualTo(40);
        assertThat(heard.lagBytes()).isEqualTo(7);
        topics.await(SyncStopped.class, upgrade);
        assertThat(recorded()).isEqualTo("SENT_SHORTER");
    }

    @Test
    void oneThatHasNoneIsReplacedByTheEndOfItsSaga() throws Exception {
        takeOnly("InstanceProvisioned", 150);
        Topology topology =
                new Topology(new EngineNode("n", new Endpoint("127.0.0.1", 1), BUILD), List.of(), List.of());
        append(new InstanceProvisioned(instance, topology), new SyncStopped(upgrade, instance));

        topics.await(SyncStopped.class, upgrade);
        InstanceProvisioningFailed heard = topics.await(InstanceProvisioningFailed.class, instance);
        assertThat(heard.reason().code()).isEqualTo("EVENT_REFUSED");
        assertThat(heard.reason().message()).contains("InstanceProvisioned");
        assertThat(recorded()).isEqualTo("SENT_OTHER");
    }

    @Test
    void oneForWhichNothingElseCanBeSaidIsRecordedAndTheOthersGoOut() throws Exception {
        takeOnly("UpgradeCompleted", 150);
        append(new UpgradeCompleted(upgrade, instance, BUILD), new SyncStopped(upgrade, instance));

        topics.await(SyncStopped.class, upgrade);
        assertThat(recorded()).isEqualTo("NOT_SENT");
        assertThat(topics.events(UpgradeCompleted.class))
                .noneMatch(event -> event.upgradeId().equals(upgrade));
    }

    @Test
    void whatIsAboutKafkaItselfPasses() {
        assertThat(FinalRefusal.is(new RuntimeException(new RecordTooLargeException("x"))))
                .isTrue();
        assertThat(FinalRefusal.is(new NotEnoughReplicasException("x"))).isFalse();
        assertThat(FinalRefusal.is(new TopicAuthorizationException("x"))).isFalse();
        assertThat(FinalRefusal.is(new TimeoutException("x"))).isFalse();
        assertThat(FinalRefusal.is(new org.apache.kafka.common.errors.TimeoutException("x")))
                .isFalse();
    }

    private void append(BatonEvent... events) {
        QuarkusTransaction.requiringNew().run(() -> List.of(events).forEach(outbox::append));
    }

    private String recorded() {
        return (String) QuarkusTransaction.requiringNew()
                .call(() -> database.createNativeQuery("select outcome from outbox_refused where key = ?1")
                        .setParameter(1, instance)
                        .getSingleResult());
    }

    private static void takeOnly(String topic, int bytes) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaResource.bootstrapServers()))) {
            try {
                admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1)))
                        .all()
                        .get();
            } catch (ExecutionException there) {
                assertThat(there).hasCauseInstanceOf(TopicExistsException.class);
            }
            ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
            AlterConfigOp set = new AlterConfigOp(
                    new ConfigEntry("max.message.bytes", Integer.toString(bytes)), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(resource, List.of(set))).all().get();
        }
    }
}
