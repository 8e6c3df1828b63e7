package io.baton.switchover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.baton.contracts.Reason;
import io.baton.contracts.UpgradeEvent.SwitchCompleted;
import io.baton.contracts.UpgradeEvent.SwitchWindowMissed;
import io.baton.contracts.UpgradeEvent.SwitchWindowRecalled;
import io.baton.saga.infrastructure.SagaRegistry;
import io.baton.testkit.EngineBuilds.Build;
import io.baton.testkit.RespSocket;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The switch on real engines, a real proxy, a real broker and a real database. */
@ServiceTest
class SwitchTest extends SwitchTests {

    @Inject
    SagaRegistry sagas;

    @ConfigProperty(name = "baton.topics")
    List<String> subscribed;

    @Test
    void itListensToWhatItsSagaHears() {
        assertThat(subscribed)
                .containsExactlyInAnyOrderElementsOf(sagas.all().stream()
                        .flatMap(saga -> saga.events().stream())
                        .map(Class::getSimpleName)
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest(name = "{0} to {1}, password ''{2}''")
    @MethodSource("waysAndPasswords")
    void aGrantSwitchesAllClientsAndTheOldMasterTakesNoWriteAnyMore(Build from, Build to, String password)
            throws Exception {
        Optional<String> secret = Optional.of(password).filter(given -> !given.isEmpty());
        try (TestInstance instance = new TestInstance(home, from, to, secret);
                SteadyWriter writer = new SteadyWriter(instance);
                RespSocket bypass = instance.oldMaster.connect()) {
            topics.send(instance.grant(1));

            SwitchCompleted done = topics.await(SwitchCompleted.class, instance.upgradeId);
            writer.awaitMore(50);

            assertThat(done.receipt().versionBefore()).isEqualTo(from.version());
            assertThat(done.receipt().versionAfter()).isEqualTo(to.version());
            assertThat(done.receipt().newMasterOffset())
                    .isGreaterThanOrEqualTo(done.receipt().oldMasterOffset());
            assertThat(done.receipt().connectionsMoved()).isEqualTo(1);
            assertThat(done.topology().master().nodeId()).isEqualTo("new");
            assertThat(instance.newMaster.info("role")).isEqualTo("master");
            assertThat(writer.stopAndCount()).isEqualTo(instance.newMaster.command("GET", "count"));
            assertThat(done.receipt().comparison().differing()).isZero();
            // From 6.2 the write is refused, before the connection has ended.
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

    private List<SwitchWindowMissed> missed(TestInstance instance) {
        return topics.events(SwitchWindowMissed.class)
                .filter(event -> event.upgradeId().equals(instance.upgradeId))
                .toList();
    }
}
