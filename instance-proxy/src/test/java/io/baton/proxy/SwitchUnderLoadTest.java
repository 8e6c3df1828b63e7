package io.baton.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.control.ProxyAnswer.Drained;
import io.baton.proxy.control.ProxyAnswer.Released;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.proxy.relay.Transport;
import io.baton.testkit.TestEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;

/** Clients write at full speed on connections that they opened before the switch, and judge by what they were answered. */
class SwitchUnderLoadTest {

    private static final int SWITCHES_APART = 400;

    @ParameterizedTest
    @CsvSource({"EPOLL,1", "EPOLL,2", "NIO,1"})
    void noWriteIsLostOrDoubledAndNoClientNotices(Transport transport, int threads) throws Exception {
        try (TestEngine old = TestEngine.start("6.2.7");
                TestEngine young = TestEngine.start("7.0.15");
                ProxyHarness proxy = ProxyHarness.before(old, null, threads, transport)) {
            ProxyHarness.replicate(old, young);
            List<Writer> writers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                writers.add(new Writer(proxy.port(), i));
            }
            writers.forEach(Thread::start);
            awaitWrites(writers, SWITCHES_APART);

            ProxyControlClient control = proxy.control();
            assertThat(control.prepare(1, ProxyHarness.address(young)).ready()).isEqualTo(8);
            assertThat(control.hold(1, Duration.ofSeconds(1))).isInstanceOf(Drained.class);
            ProxyHarness.promote(old, young);
            assertThat(control.switchTo(1, ProxyHarness.address(young)).connectionsMoved())
                    .isEqualTo(8);
            Released released = control.release(1);

            awaitWrites(writers, SWITCHES_APART);
            writers.forEach(Writer::finish);
            for (Writer writer : writers) {
                writer.join();
            }
            assertThat(writers)
                    .allSatisfy(writer -> assertThat(writer.complaints).isEmpty());
            assertThat(released.switched()).isTrue();
            for (Writer writer : writers) {
                assertThat(young.command("GET", writer.counter)).isEqualTo(Long.toString(writer.acknowledged.get()));
                assertThat(young.command("LLEN", writer.list)).isEqualTo(writer.acknowledged.get());
            }
            assertThat(young.info("redis_version")).isEqualTo("7.0.15");
        }
    }

    @Test
    void holdsThatAreGivenUpAgainAndAgainAreNotNoticedEither() throws Exception {
        try (TestEngine engine = TestEngine.start("6.2.7");
                ProxyHarness proxy = ProxyHarness.before(engine, null, 2, Transport.best())) {
            List<Writer> writers = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                writers.add(new Writer(proxy.port(), i));
            }
            writers.forEach(Thread::start);
            ProxyControlClient control = proxy.control();
            long held = 0;
            for (int epoch = 1; epoch <= 50; epoch++) {
                assertThat(control.hold(epoch, Duration.ofSeconds(5))).isInstanceOf(Drained.class);
                assertThat(control.status().owedReplies()).isZero();
                held += control.release(epoch).commandsHeld();
                awaitWrites(writers, 5);
            }
            writers.forEach(Writer::finish);
            for (Writer writer : writers) {
                writer.join();
                assertThat(writer.complaints).isEmpty();
                assertThat(engine.command("LLEN", writer.list)).isEqualTo(writer.acknowledged.get());
            }
            assertThat(held).isPositive();
        }
    }

    private static void awaitWrites(List<Writer> writers, int more) {
        List<Long> before = writers.stream().map(w -> w.acknowledged.get()).toList();
        Awaitility.await("every client goes on writing")
                .atMost(Duration.ofSeconds(20))
                .until(() -> {
                    for (int i = 0; i < writers.size(); i++) {
                        if (writers.get(i).acknowledged.get() < before.get(i) + more
                                && writers.get(i).isAlive()) {
                            return false;
                        }
                    }
                    return true;
                });
    }

    /** Increments a counter and appends to a list, in pipelines of growing depth; every answer is checked. */
    private static final class Writer extends Thread {
        private final int port;
        private final String counter;
        private final String list;
        private final int depth;
        private final AtomicLong acknowledged = new AtomicLong();
        private final List<String> complaints = new CopyOnWriteArrayList<>();
        private final AtomicBoolean stop = new AtomicBoolean();

        Writer(int port, int number) {
            this.port = port;
            this.counter = "counter-" + number;
            this.list = "list-" + number;
            this.depth = 1 << number % 5;
        }

        void finish() {
            stop.set(true);
        }

        @Override
        public void run() {
            try (Jedis jedis = new Jedis("127.0.0.1", port, 5000)) {
                while (!stop.get()) {
                    Pipeline pipeline = jedis.pipelined();
                    List<Response<Long>> answers = new ArrayList<>();
                    for (int i = 0; i < depth; i++) {
                        answers.add(pipeline.incr(counter));
                        pipeline.rpush(list, Long.toString(acknowledged.get() + i));
                    }
                    pipeline.sync();
                    for (Response<Long> answer : answers) {
                        long expected = acknowledged.incrementAndGet();
                        if (answer.get() != expected) {
                            complaints.add(counter + " is " + answer.get() + " instead of " + expected);
                        }
                    }
                }
            } catch (RuntimeException e) {
                complaints.add(e.toString());
            }
        }
    }
}
