package io.baton.e2e.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.e2e.harness.EngineProcess;
import io.baton.e2e.history.Verdict;
import java.time.Duration;
import java.time.Instant;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.args.ClientType;
import redis.clients.jedis.params.ClientKillParams;

/** The clients against a real engine, to which the test does what an upgrade must not do. */
class WorkloadTest {

    private static final int CLIENTS = 4;

    private EngineProcess engine;
    private Workload workload;

    @BeforeEach
    void start() throws Exception {
        engine = EngineProcess.start("redis-7.0.15");
        workload = Workload.start(engine.target(), CLIENTS, 0);
        awaitOperations(2_000);
    }

    @AfterEach
    void stop() throws Exception {
        workload.abandon();
        engine.close();
    }

    @Test
    void anEngineThatDoesItsWorkLeavesACleanHistory() throws Exception {
        // Enough for lists to be filled, checked and removed.
        awaitOperations(60_000);

        WorkloadResult result = workload.stop();

        assertThat(result.verdict()).isEqualTo(clean(result.verdict().acknowledgedWrites()));
        assertThat(result.verdict().acknowledgedWrites()).isGreaterThan(20_000);
        assertThat(result.connectionsKept()).isEqualTo(CLIENTS);
        assertThat(result.operations()).isGreaterThan(60_000);
    }

    @Test
    void aCounterThatWentBackByOneIsALostWrite() throws Exception {
        command(jedis -> jedis.decr(new Keys(1).counter()));
        awaitOperations(200);

        Verdict verdict = workload.stop().verdict();

        assertThat(verdict.lostWrites()).isEqualTo(1);
        assertThat(verdict.wrongValues()).isEqualTo(1);
    }

    @Test
    void anAppendThatHappenedTwiceIsADoubledWrite() throws Exception {
        String list = new Keys(2).list(0);
        command(jedis -> jedis.eval("return redis.call('RPUSH', KEYS[1], redis.call('LINDEX', KEYS[1], -1))", 1, list));
        awaitOperations(200);

        Verdict verdict = workload.stop().verdict();

        assertThat(verdict.doubledWrites()).isEqualTo(1);
        assertThat(verdict.lostWrites()).isZero();
    }

    @Test
    void brokenConnectionsAreCountedAndLoseNothingThatWasAcknowledged() throws Exception {
        command(jedis -> jedis.clientKill(
                ClientKillParams.clientKillParams().type(ClientType.NORMAL).skipMe(ClientKillParams.SkipMe.YES)));
        awaitOperations(2_000);

        WorkloadResult result = workload.stop();

        assertThat(result.verdict().disconnects()).isEqualTo(CLIENTS);
        assertThat(result.verdict().harmless()).isTrue();
        assertThat(result.connectionsKept()).isZero();
        assertThat(result.clean()).isFalse();
    }

    @Test
    void aRefusedWriteIsAnErrorAndNoMore() throws Exception {
        command(jedis -> jedis.configSet("min-replicas-to-write", "1"));
        Awaitility.await().until(() -> workload.totals().errors() > 20);
        command(jedis -> jedis.configSet("min-replicas-to-write", "0"));
        awaitOperations(500);

        Verdict verdict = workload.stop().verdict();

        assertThat(verdict.errors()).isPositive();
        assertThat(verdict.harmless()).isTrue();
        assertThat(verdict.disconnects()).isZero();
    }

    @Test
    void aPauseIsEachClientsStall() throws Exception {
        // The client's own warm-up does not count, so be past it.
        Awaitility.await().pollDelay(Duration.ofMillis(2_200)).until(() -> true);
        Instant switchBegan = Instant.now();
        command(jedis -> jedis.clientPause(300));
        awaitOperations(500);
        workload.switchBegan(switchBegan);

        WorkloadResult result = workload.stop();

        assertThat(result.verdict().clean()).isTrue();
        assertThat(result.stallMillis(0.5)).isBetween(250.0, 2_000.0);
        assertThat(result.normalMillis(0.99)).isLessThan(result.stallMillis(0.5));
    }

    private static Verdict clean(long acknowledgedWrites) {
        return new Verdict(acknowledgedWrites, 0, 0, 0, 0, 0);
    }

    private void command(java.util.function.Consumer<Jedis> command) {
        try (Jedis jedis = engine.target().connect()) {
            command.accept(jedis);
        }
    }

    private void awaitOperations(long more) {
        long goal = workload.totals().operations() + more;
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(5))
                .until(() -> workload.totals().operations() >= goal);
    }
}
