package io.baton.switchover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.baton.contracts.Reason;
import io.baton.contracts.UpgradeEvent.SwitchCompleted;
import io.baton.contracts.UpgradeEvent.SwitchWindowMissed;
import io.baton.contracts.UpgradeEvent.SwitchWindowRecalled;
import io.baton.engine.Secret;
import io.baton.engine.credential.CredentialStore;
import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.saga.infrastructure.SagaExecutor;
import io.baton.saga.infrastructure.SagaRegistry;
import io.baton.saga.infrastructure.SagaRows;
import io.baton.saga.kit.EventTopics;
import io.baton.switchover.application.Epochs;
import io.baton.switchover.model.Attempt;
import io.baton.switchover.model.Commit;
import io.baton.switchover.model.SwitchSaga;
import io.baton.switchover.model.SwitchSignals.AttemptBegun;
import io.baton.switchover.model.SwitchSignals.ReadyToCommit;
import io.baton.testkit.KafkaResource;
import io.baton.testkit.PostgresResource;
import io.baton.testkit.RespSocket;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The switch on real engines, a real proxy, a real broker and a real database. */
@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(BatonHomeResource.class)
class SwitchoverServiceTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    SagaExecutor executor;

    @Inject
    SagaRegistry sagas;

    @Inject
    SagaRows rows;

    @Inject
    Epochs epochs;

    @Inject
    CredentialStore credentials;

    @ConfigProperty(name = "baton.home")
    Path home;

    @ConfigProperty(name = "baton.topics")
    List<String> subscribed;

    private EventTopics topics;

    @BeforeEach
    void listen() {
        topics = new EventTopics(
                KafkaResource.bootstrapServers(),
                List.of("SwitchCompleted", "SwitchWindowMissed", "switchover-service.dead-letter"));
    }

    @AfterEach
    void stopListening() {
        topics.close();
    }

    @Test
    void itListensToWhatItsSagaHears() {
        assertThat(subscribed)
                .containsExactlyInAnyOrderElementsOf(sagas.all().stream()
                        .flatMap(saga -> saga.events().stream())
                        .map(Class::getSimpleName)
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @CsvSource({"6.2.7, 7.0.15", "6.2.6, 6.2.7", "6.0.5, 7.0.15"})
    void aGrantSwitchesAllClientsAndTheOldMasterTakesNoWriteAnyMore(String from, String to) throws Exception {
        try (TestInstance instance = new TestInstance(home, from, to);
                SteadyWriter writer = new SteadyWriter(instance);
                RespSocket bypass = instance.oldMaster.connect()) {
            topics.send(instance.grant(1));

            SwitchCompleted done = topics.await(SwitchCompleted.class, instance.upgradeId);
            writer.awaitMore(50);

            assertThat(done.receipt().versionBefore()).isEqualTo(from);
            assertThat(done.receipt().versionAfter()).isEqualTo(to);
            assertThat(done.receipt().newMasterOffset())
                    .isGreaterThanOrEqualTo(done.receipt().oldMasterOffset());
            assertThat(done.receipt().connectionsMoved()).isEqualTo(1);
            assertThat(done.topology().master().nodeId()).isEqualTo("new");
            assertThat(instance.newMaster.info("role")).isEqualTo("master");
            assertThat(writer.stopAndCount()).isEqualTo(instance.newMaster.command("GET", "count"));
            // 6.2 and later refuse the write, 6.0 has ended the connection.
            assertThatThrownBy(() -> bypass.command("SET", "bypass", "1"))
                    .isInstanceOfAny(RespSocket.ErrorReply.class, IOException.class);
        }
    }

    @Test
    void aRepeatedGrantSwitchesOnce() throws Exception {
        try (TestInstance instance = new TestInstance(home, "6.2.7", "7.0.15")) {
            var grant = instance.grant(1);
            String id = topics.send(grant);
            topics.send(id, grant);
            topics.send(grant);
            topics.await(SwitchCompleted.class, instance.upgradeId);
            topics.send(grant);
            // A poison record on the same topic and key comes after all of them.
            topics.sendRaw("SwitchWindowOpen", instance.instanceId, Map.of("ce_id", id, "ce_type", "?"), "{}");
            topics.awaitRecord("switchover-service.dead-letter", record -> instance.instanceId.equals(record.key()));
            assertThat(topics.events(SwitchCompleted.class)
                            .filter(event -> event.upgradeId().equals(instance.upgradeId)))
                    .hasSize(1);
            assertThat(missed(instance)).isEmpty();
        }
    }

    @Test
    void whenTheNewMasterDoesNotReplicateTheGrantComesBackAndNothingHasChanged() throws Exception {
        try (TestInstance instance = new TestInstance(home, "6.2.7", "7.0.15")) {
            instance.newMaster.command("REPLICAOF", "NO", "ONE");
            Map<String, String> before = settings(instance);
            topics.send(instance.grant(1));
            assertThat(topics.await(SwitchWindowMissed.class, instance.upgradeId)
                            .reason()
                            .code())
                    .isEqualTo("NOT_REPLICATING");
            assertThat(settings(instance)).isEqualTo(before);
        }
    }

    @ParameterizedTest
    @CsvSource({"6.2.7", "6.0.5"})
    void whatCanNotBeDrainedMakesTheSwitchStepBackAndTheNextGrantSucceeds(String from) throws Exception {
        try (TestInstance instance = new TestInstance(home, from, "7.0.15");
                RespSocket client = instance.client();
                HalfSentCommand half = new HalfSentCommand(instance.proxy.port())) {
            Map<String, String> before = settings(instance);
            topics.send(instance.grant(1));
            assertThat(topics.await(SwitchWindowMissed.class, instance.upgradeId)
                            .reason()
                            .code())
                    .isEqualTo("NOT_DRAINED");
            assertThat(settings(instance)).isEqualTo(before);
            assertThat(client.command("SET", "after", "1")).isEqualTo("OK");
            assertThat(instance.oldMaster.command("GET", "after")).isEqualTo("1");

            half.sendTheRest();
            topics.send(instance.grant(2));
            assertThat(topics.await(SwitchCompleted.class, instance.upgradeId).attempt())
                    .isEqualTo(2);
            assertThat(client.command("SET", "later", "1")).isEqualTo("OK");
            assertThat(instance.newMaster.command("GET", "later")).isEqualTo("1");
            assertThat(instance.newMaster.command("STRLEN", HalfSentCommand.KEY))
                    .isEqualTo((long) HalfSentCommand.SIZE);
        }
    }

    @Test
    void aGrantThatIsAskedBackBeforeItCameComesBackAtOnce() throws Exception {
        try (TestInstance instance = new TestInstance(home, "6.2.7", "7.0.15")) {
            String upgrade = instance.upgradeId;
            topics.send(new SwitchWindowRecalled(upgrade, instance.instanceId, 1, new Reason("CANCEL", "cancelled")));
            await().atMost(PATIENCE).until(() -> phaseIs(upgrade, "AWAITING"));
            topics.send(instance.grant(1));
            assertThat(topics.await(SwitchWindowMissed.class, upgrade).reason().code())
                    .isEqualTo("RECALLED");
            assertThat(instance.newMaster.info("role")).isEqualTo("slave");
        }
    }

    /** What a process leaves behind that died between the record of its attempt and the commit: all of it is undone. */
    @Test
    void anAttemptWhoseDriverDiedBeforeTheCommitIsUndone() throws Exception {
        try (TestInstance instance = new TestInstance(home, "6.2.7", "7.0.15");
                RespSocket client = instance.client()) {
            Map<String, String> before = settings(instance);
            long epoch = epochs.next();
            holdAndFence(instance, epoch);

            diedAfter(instance, new AttemptBegun(attempt(instance, epoch)));

            assertThat(topics.await(SwitchWindowMissed.class, instance.upgradeId)
                            .reason()
                            .code())
                    .isEqualTo("INTERRUPTED");
            assertThat(settings(instance)).isEqualTo(before);
            assertThat(client.command("SET", "after", "1")).isEqualTo("OK");
            assertThat(instance.oldMaster.command("GET", "after")).isEqualTo("1");
        }
    }

    /** Sent to it at once, its clients would get errors from the fence. */
    @Test
    void clientsWaitForAnOldMasterThatIsSlowUntilItsFenceIsLowered() throws Exception {
        try (TestInstance instance = new TestInstance(home, "6.2.7", "7.0.15");
                RespSocket client = instance.client()) {
            long epoch = epochs.next();
            Attempt attempt = attempt(instance, epoch);
            hold(instance, epoch);
            instance.oldMaster.command("CONFIG", "SET", "min-replicas-to-write", "99");
            instance.oldMaster.sigstop();
            client.send("SET", "after", "1");

            diedAfter(instance, new AttemptBegun(attempt));
            await().pollDelay(Duration.ofMillis(2_500)).until(() -> true);
            instance.oldMaster.sigcont();

            assertThat(client.read()).isEqualTo("OK");
            topics.await(SwitchWindowMissed.class, instance.upgradeId);
        }
    }

    /** What a process leaves behind that died right after the commit: it goes forward. */
    @Test
    void anAttemptWhoseDriverDiedAfterTheCommitGoesForward() throws Exception {
        try (TestInstance instance = new TestInstance(home, "6.2.7", "7.0.15");
                RespSocket client = instance.client()) {
            long epoch = epochs.next();
            holdAndFence(instance, epoch);

            diedAfter(instance, new AttemptBegun(attempt(instance, epoch)), committed());

            topics.await(SwitchCompleted.class, instance.upgradeId);
            assertThat(client.command("SET", "after", "1")).isEqualTo("OK");
            assertThat(instance.newMaster.command("GET", "after")).isEqualTo("1");
            assertThat(instance.oldMaster.command("GET", "after")).isNull();
        }
    }

    /** The new master dies between the commit and its promotion, and comes back empty: the frozen old one has it all. */
    @Test
    void aNewMasterThatDiedRightAfterTheCommitIsFilledAgainBeforeItIsPromoted() throws Exception {
        try (TestInstance instance = new TestInstance(home, "6.2.7", "7.0.15");
                RespSocket client = instance.client()) {
            long epoch = epochs.next();
            Attempt attempt = attempt(instance, epoch);
            client.command("SET", "unsaved", "1");
            await().atMost(PATIENCE).until(() -> instance.newMaster.command("GET", "unsaved") != null);
            holdAndFence(instance, epoch);
            instance.newMaster.kill9();
            instance.newMaster.startAgain();
            assertThat(instance.newMaster.command("GET", "unsaved")).isNull();

            diedAfter(instance, new AttemptBegun(attempt), committed());

            topics.await(SwitchCompleted.class, instance.upgradeId);
            assertThat(instance.newMaster.command("GET", "unsaved")).isEqualTo("1");
            assertThat(client.command("SET", "after", "1")).isEqualTo("OK");
            assertThat(instance.newMaster.command("GET", "after")).isEqualTo("1");
        }
    }

    /** Its fence is another password, which the new master has to be told before it can follow once more. */
    @Test
    void aNewMasterOfASourceBefore62IsFilledAgainThroughTheShutDoor() throws Exception {
        try (TestInstance instance = new TestInstance(home, "6.0.5", "7.0.15");
                RespSocket client = instance.client()) {
            long epoch = epochs.next();
            Attempt attempt = attempt(instance, epoch);
            client.command("SET", "unsaved", "1");
            await().atMost(PATIENCE).until(() -> instance.newMaster.command("GET", "unsaved") != null);
            hold(instance, epoch);
            credentials.put("upgrade/" + instance.upgradeId + "/fence", Secret.of("door"));
            try (RespSocket admin = instance.oldMaster.connect()) {
                admin.command("CONFIG", "SET", "min-replicas-to-write", "99");
                admin.command("CONFIG", "SET", "requirepass", "door");
            }
            instance.newMaster.kill9();
            instance.newMaster.startAgain();

            diedAfter(instance, new AttemptBegun(attempt), committed());

            topics.await(SwitchCompleted.class, instance.upgradeId);
            assertThat(instance.newMaster.command("GET", "unsaved")).isEqualTo("1");
            assertThat(instance.newMaster.command("CONFIG", "GET", "masterauth").toString())
                    .doesNotContain("door");
        }
    }

    /** Nobody starts a frozen master again, so waiting for it would have no end. */
    @Test
    void whenBothMastersDiedTheNewOneGoesOnWithWhatItHasOnItsDisk() throws Exception {
        try (TestInstance instance = new TestInstance(home, "6.2.7", "7.0.15");
                RespSocket client = instance.client()) {
            long epoch = epochs.next();
            Attempt attempt = attempt(instance, epoch);
            client.command("SET", "saved", "1");
            await().atMost(PATIENCE).until(() -> instance.newMaster.command("GET", "saved") != null);
            holdAndFence(instance, epoch);
            instance.newMaster.restart();
            instance.oldMaster.kill9();

            diedAfter(instance, new AttemptBegun(attempt), committed());

            topics.await(SwitchCompleted.class, instance.upgradeId);
            assertThat(client.command("GET", "saved")).isEqualTo("1");
            assertThat(client.command("SET", "after", "1")).isEqualTo("OK");
        }
    }

    @Test
    void poisonOnEveryTopicGoesToTheDeadLetterTopicAndTheServiceGoesOn() throws Exception {
        String key = "ins-" + UUID.randomUUID();
        for (String topic : subscribed) {
            topics.sendRaw(topic, key, Map.of("ce_id", UUID.randomUUID().toString(), "ce_type", topic), "poison");
        }
        await().atMost(PATIENCE)
                .until(() -> topics.countRecords("switchover-service.dead-letter", record -> key.equals(record.key()))
                        == subscribed.size());
        aRepeatedGrantSwitchesOnce();
    }

    private static Attempt attempt(TestInstance instance, long epoch) {
        return new Attempt(
                epoch,
                Map.of("min-replicas-to-write", "0", "min-replicas-max-lag", "10"),
                instance.oldMaster.version(),
                instance.newMaster.info("run_id"),
                Instant.now());
    }

    private static ReadyToCommit committed() {
        return new ReadyToCommit(new Commit(0, 0, new Commit.Timings(0, 0, 0, 0), Instant.now()));
    }

    private void holdAndFence(TestInstance instance, long epoch) throws IOException {
        hold(instance, epoch);
        instance.oldMaster.command("CLIENT", "PAUSE", "10000", "WRITE");
        instance.oldMaster.command("CONFIG", "SET", "min-replicas-to-write", "99");
    }

    private void hold(TestInstance instance, long epoch) throws IOException {
        try (ProxyControlClient control = ProxyControlClient.connect(
                "127.0.0.1",
                instance.proxy.node().control().port(),
                "token-" + instance.instanceId,
                Duration.ofSeconds(5))) {
            control.prepare(epoch, new Address(instance.newMaster.host(), instance.newMaster.port()));
            control.hold(epoch, Duration.ofSeconds(2));
        }
    }

    /** In one transaction, so that no worker of this process comes in between. */
    private void diedAfter(TestInstance instance, Object... signals) {
        QuarkusTransaction.requiringNew().run(() -> {
            executor.handle(UUID.randomUUID().toString(), instance.grant(1));
            for (Object signal : signals) {
                executor.signal(SwitchSaga.SWITCH, instance.upgradeId, instance.instanceId, signal);
            }
        });
    }

    private static Map<String, String> settings(TestInstance instance) {
        return Stream.of("min-replicas-to-write", "min-replicas-max-lag", "requirepass")
                .collect(Collectors.toMap(name -> name, name -> instance.oldMaster
                        .command("CONFIG", "GET", name)
                        .toString()));
    }

    private boolean phaseIs(String upgrade, String phase) {
        return QuarkusTransaction.requiringNew()
                .call(() -> rows.state(SwitchSaga.SWITCH, upgrade))
                .filter(state -> state.phase().name().equals(phase))
                .isPresent();
    }

    private List<SwitchWindowMissed> missed(TestInstance instance) {
        return topics.events(SwitchWindowMissed.class)
                .filter(event -> event.upgradeId().equals(instance.upgradeId))
                .toList();
    }
}
