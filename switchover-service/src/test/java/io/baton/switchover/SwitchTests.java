package io.baton.switchover;

import io.baton.engine.client.ReplicationInfo;
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
import io.baton.testkit.EngineBuilds;
import io.baton.testkit.EngineBuilds.Build;
import io.baton.testkit.KafkaResource;
import io.baton.testkit.RespSocket;
import io.baton.testkit.TestEngine;
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
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.provider.Arguments;

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

    /** Every engine that is here and has a later one of its edition, to that one; those with the older fence also with a password. */
    static Stream<Arguments> waysAndPasswords() {
        List<Build> here = EngineBuilds.here();
        return IntStream.range(1, here.size())
                .filter(i -> here.get(i - 1).edition().equals(here.get(i).edition()))
                .boxed()
                .flatMap(i -> (here.get(i - 1).since(6, 2) ? Stream.of("") : Stream.of("", "secret"))
                        .map(password -> Arguments.of(here.get(i - 1), here.get(i), password)));
    }

    /** Those before 6.2, whose fence demotes them. */
    static Stream<Build> demotedSources() {
        return EngineBuilds.here().stream().filter(build -> !build.since(6, 2));
    }

    static Stream<Build> sources() {
        return Stream.concat(demotedSources(), Stream.of(EngineBuilds.ofMaven("6.2.7")));
    }

    static Map<String, String> settings(TestInstance instance) {
        Map<String, String> settings = Stream.of("min-*", "*-read-only", "requirepass")
                .collect(Collectors.toMap(name -> name, name -> instance.oldMaster
                        .command("CONFIG", "GET", name)
                        .toString()));
        settings.put("role", instance.oldMaster.info("role"));
        return settings;
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
                originals(instance.oldMaster),
                instance.oldMaster.version(),
                instance.newMaster.info("run_id"),
                Instant.now());
    }

    static ReadyToCommit committed() {
        return new ReadyToCommit(new Commit(0, 0, new Commit.Timings(0, 0, 0, 0), Instant.now()));
    }

    void holdAndFence(TestInstance instance, long epoch) throws IOException {
        hold(instance, epoch);
        fence(instance.oldMaster);
    }

    /** All of it, as Fence has it. */
    static void fence(TestEngine oldMaster) throws IOException {
        boolean pauses = oldMaster.build().since(6, 2);
        try (RespSocket admin = oldMaster.connect()) {
            if (pauses) {
                admin.command("CLIENT", "PAUSE", "10000", "WRITE");
            }
            admin.command("CONFIG", "SET", toWrite(oldMaster), "99");
            if (!pauses) {
                admin.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
                admin.command("SLAVEOF", ReplicationInfo.NOBODY_HOST, Integer.toString(ReplicationInfo.NOBODY_PORT));
            }
        }
    }

    private static Map<String, String> originals(TestEngine oldMaster) {
        return Map.of(toWrite(oldMaster), "0");
    }

    private static String toWrite(TestEngine engine) {
        return engine.build().since(5, 0) ? "min-replicas-to-write" : "min-slaves-to-write";
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
