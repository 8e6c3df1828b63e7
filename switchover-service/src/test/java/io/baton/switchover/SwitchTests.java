package io.baton.switchover;

import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.saga.infrastructure.SagaExecutor;
import io.baton.saga.infrastructure.SagaRows;
import io.baton.saga.kit.EventTopics;
import io.baton.switchover.application.Epochs;
import io.baton.switchover.model.Attempt;
import io.baton.switchover.model.Commit;
import io.baton.switchover.model.SwitchSaga;
import io.baton.switchover.model.SwitchSignals.ReadyToCommit;
import io.baton.testkit.KafkaResource;
import io.quarkus.narayana.jta.QuarkusTransaction;
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

/** What the tests of the whole service have in common. */
abstract class SwitchTests {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    SagaExecutor executor;

    @Inject
    SagaRows rows;

    @Inject
    Epochs epochs;

    @ConfigProperty(name = "baton.home")
    Path home;

    EventTopics topics;

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

    static Map<String, String> settings(TestInstance instance) {
        return Stream.of("min-replicas-to-write", "min-replicas-max-lag", "requirepass")
                .collect(Collectors.toMap(name -> name, name -> instance.oldMaster
                        .command("CONFIG", "GET", name)
                        .toString()));
    }

    boolean phaseIs(String upgrade, String phase) {
        return QuarkusTransaction.requiringNew()
                .call(() -> rows.state(SwitchSaga.SWITCH, upgrade))
                .filter(state -> state.phase().name().equals(phase))
                .isPresent();
    }

    static Attempt attempt(TestInstance instance, long epoch) {
        return new Attempt(
                epoch,
                Map.of("min-replicas-to-write", "0", "min-replicas-max-lag", "10"),
                instance.oldMaster.version(),
                instance.newMaster.info("run_id"),
                Instant.now());
    }

    static ReadyToCommit committed() {
        return new ReadyToCommit(new Commit(0, 0, new Commit.Timings(0, 0, 0, 0), Instant.now()));
    }

    void holdAndFence(TestInstance instance, long epoch) throws IOException {
        hold(instance, epoch);
        instance.oldMaster.command("CLIENT", "PAUSE", "10000", "WRITE");
        instance.oldMaster.command("CONFIG", "SET", "min-replicas-to-write", "99");
    }

    void hold(TestInstance instance, long epoch) throws IOException {
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
    void diedAfter(TestInstance instance, Object... signals) {
        QuarkusTransaction.requiringNew().run(() -> {
            executor.handle(UUID.randomUUID().toString(), instance.grant(1));
            for (Object signal : signals) {
                executor.signal(SwitchSaga.SWITCH, instance.upgradeId, instance.instanceId, signal);
            }
        });
    }
}
