package io.baton.switchover.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.contracts.DataComparison;
import io.baton.engine.client.Command;
import io.baton.engine.client.EngineAddress;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineClients;
import io.baton.engine.client.Reply;
import io.baton.switchover.model.Sample;
import io.baton.switchover.model.Sample.Answers;
import io.baton.switchover.model.SampledKey;
import io.baton.switchover.model.ValueType;
import io.baton.testkit.TestEngine;
import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SampleTest {
    /** So few that the sample has all of them. */
    private static final int KEYS_OF_A_TYPE = 7;

    private static Vertx vertx;

    private TestEngine oldEngine;
    private TestEngine newEngine;
    private EngineClient oldMaster;
    private EngineClient newMaster;

    @BeforeAll
    static void startVertx() {
        vertx = Vertx.vertx();
    }

    @AfterAll
    static void stopVertx() {
        vertx.close();
    }

    /** Old and new master stand still at the same offset; the new one takes writes, which makes them differ. */
    @BeforeEach
    void replicateAndPromote() {
        oldEngine = TestEngine.start("6.2.7");
        newEngine = TestEngine.start("7.0.15");
        oldMaster = connect(oldEngine);
        newMaster = connect(newEngine);
        fill(0);
        fill(3);
        newMaster.replicaOf(oldMaster.address());
        await().until(() -> newMaster.replication().linkUp()
                && newMaster.replication().slaveReplOffset()
                        >= oldMaster.replication().masterReplOffset());
        newMaster.promote();
    }

    @AfterEach
    void stop() {
        oldMaster.close();
        newMaster.close();
        oldEngine.close();
        newEngine.close();
    }

    @Test
    void theSameDataOfEveryTypeInAllDatabasesIsFoundEqual() {
        DataComparison comparison = compare(Sampler.choose(oldMaster));

        assertThat(comparison.differing()).as(comparison.toString()).isZero();
        assertThat(comparison.comparedByType())
                .containsOnlyKeys("string", "list", "set", "zset", "hash", "stream")
                .containsEntry("string", 2 * (KEYS_OF_A_TYPE + 1))
                .containsEntry("stream", 2 * KEYS_OF_A_TYPE);
        assertThat(comparison.oldKeys())
                .isEqualTo(comparison.newKeys())
                .isEqualTo(2 * (6 * KEYS_OF_A_TYPE + 1))
                .isEqualTo(oldMaster.info("keyspace").values().stream()
                        .mapToLong(line -> Long.parseLong(line.replaceAll("keys=(\\d+).*", "$1")))
                        .sum());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET string:6 other",
                "APPEND string:6 more",
                "DEL string:6",
                "EXPIRE string:6 1000",
                "LSET list:6 0 other",
                "RPUSH list:6 more",
                "SREM set:6 a",
                "SADD set:6 c",
                "ZINCRBY zset:6 0.5 a",
                "HSET hash:6 f other",
                "XADD stream:6 * f more",
                "PERSIST expiring",
                "EXPIRE expiring 5000"
            })
    void aDifferenceIsFoundAndTheKeyIsNamed(String change) {
        Sample sample = Sampler.choose(oldMaster);
        newMaster.raw("SELECT", "3");
        newMaster.raw(change.split(" "));

        DataComparison comparison = compare(sample);

        assertThat(comparison.differing()).isEqualTo(1);
        assertThat(comparison.differingKeys()).containsExactly("db3:" + change.split(" ")[1]);
    }

    @Test
    void aKeyThatExpiresBetweenTheTwoQuestionsIsNoDifference() {
        newMaster.raw("SELECT", "3");
        newMaster.raw("PEXPIRE", "expiring", "1000");
        Sample sample = Sampler.choose(oldMaster);
        Answers first = ask(newMaster, sample);
        oldMaster.raw("DEL", "expiring");

        assertThat(sample.compare(ask(oldMaster, sample), first).differing()).isZero();
    }

    @Test
    void aKeyThatIsGoneTooEarlyIsADifference() {
        Sample sample = Sampler.choose(oldMaster);
        Answers first = ask(newMaster, sample);
        oldMaster.raw("DEL", "expiring");

        assertThat(sample.compare(ask(oldMaster, sample), first).differingKeys())
                .containsExactly("db3:expiring");
    }

    /** As Valkey writes numbers, and Redis does. */
    @Test
    void aScoreWithFewerDigitsIsTheSameNumber() {
        Sample one = new Sample(List.of(new SampledKey(0, "zset", ValueType.ZSET, true)));

        assertThat(one.compare(scored("0.10000000000000001"), scored("0.1")).differing())
                .isZero();
        assertThat(one.compare(scored("0.10000000000000001"), scored("0.2")).differing())
                .isEqualTo(1);
    }

    private static Answers scored(String score) {
        return new Answers(
                List.of(
                        text("db0:keys=1,expires=0,avg_ttl=0"),
                        text("OK"),
                        new Reply.Number(-1),
                        new Reply.Number(1),
                        new Reply.Many(List.of(text("a"), text(score)))),
                0);
    }

    private static Reply text(String text) {
        return new Reply.Text(text.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void anEmptyEngineHasNothingToCompare() {
        newMaster.raw("FLUSHALL");

        assertThat(Sampler.choose(newMaster).keys()).isEmpty();
    }

    private DataComparison compare(Sample sample) {
        return sample.compare(ask(oldMaster, sample), ask(newMaster, sample));
    }

    private static Answers ask(EngineClient engine, Sample sample) {
        return new Answers(engine.pipeline(sample.questions()), System.currentTimeMillis());
    }

    private void fill(int database) {
        List<Command> commands = new ArrayList<>();
        commands.add(Command.of("SELECT", Integer.toString(database)));
        for (int i = 0; i < KEYS_OF_A_TYPE; i++) {
            commands.add(Command.of("SET", "string:" + i, "value " + i));
            commands.add(Command.of("RPUSH", "list:" + i, "a", "b"));
            commands.add(Command.of("SADD", "set:" + i, "a", "b"));
            commands.add(Command.of("ZADD", "zset:" + i, "0.1", "a", "2", "b", "+inf", "c", "-inf", "d"));
            commands.add(Command.of("HSET", "hash:" + i, "f", "v", "g", "w"));
            commands.add(Command.of("XADD", "stream:" + i, "*", "f", "v"));
        }
        commands.add(Command.of("SET", "expiring", "x", "EX", "1000"));
        assertThat(oldMaster.pipeline(commands)).noneMatch(reply -> reply.failed());
    }

    private static EngineClient connect(TestEngine engine) {
        return new EngineClients(vertx)
                .connect(new EngineAddress(engine.host(), engine.port()), Optional.empty(), Duration.ofSeconds(5));
    }
}
