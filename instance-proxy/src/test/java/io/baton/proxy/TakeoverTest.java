package io.baton.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyAnswer.Drained;
import io.baton.proxy.control.ProxyAnswer.StatusReport;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.proxy.control.ProxyPhase;
import io.baton.testkit.TestEngine;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Two processes, one endpoint: the newer proxy gets the listening socket of the older one. */
@EnabledOnOs(OS.LINUX)
class TakeoverTest {

    private static final Duration END = Duration.ofSeconds(10);
    private static final String[] SMALL = {"-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"};

    private final List<AutoCloseable> opened = new ArrayList<>();
    private TestEngine one;
    private TestEngine other;
    private ProxyProcess older;
    private ProxyFolder newerFolder;
    private ProxyProcess newer;

    @BeforeEach
    void start() {
        one = keep(TestEngine.start("6.2.7"));
        other = keep(TestEngine.start("7.0.15"));
        ProxyHarness.replicate(one, other);
        ProxyFolder folder = ProxyFolder.create(ProxyHarness.address(one));
        folder.set("handoverSocket", folder.path("handover"));
        older = keep(ProxyProcess.start(folder, SMALL));
        // a wrong master: what counts is the older proxy's
        newerFolder = ProxyFolder.create(new Address("127.0.0.1", 1));
        newerFolder.set("listenPort", older.port());
        newerFolder.set("takeOverFrom", folder.path("handover"));
        newerFolder.set("handoverSocket", newerFolder.path("handover"));
        newer = keep(ProxyProcess.start(newerFolder, SMALL));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable one : opened) {
            one.close();
        }
    }

    @Test
    void nobodyIsRefusedDuringATakeoverAndBothProxiesSwitchTogether() throws Exception {
        RespClient longLived = older.client();
        assertThat(longLived.call("SET", "k", "1")).isEqualTo("+OK");
        ProxyControlClient old = older.control();
        ProxyControlClient young = newer.control();
        assertThat(young.status().accepting()).isFalse();
        try (Comers comers = new Comers(older.port())) {
            comers.awaitMore(20);
            assertThat(young.takeOver(1, null).upstream()).isEqualTo(ProxyHarness.address(one));
            comers.awaitMore(100);
            assertThat(comers.failure()).isNull();
            assertThat(young.status().counters().connectionsAccepted()).isGreaterThanOrEqualTo(99);

            assertThat(old.status().accepting()).isFalse();
            assertThat(young.status().accepting()).isTrue();
            assertThat(young.status().version()).isNotBlank();
            long accepted = old.status().counters().connectionsAccepted();
            comers.awaitMore(20);
            assertThat(old.status().counters().connectionsAccepted()).isEqualTo(accepted);

            assertThat(old.retire(1).sessions()).isEqualTo(1);
            Address target = ProxyHarness.address(other);
            for (ProxyControlClient each : List.of(old, young)) {
                each.prepare(2, target);
            }
            for (ProxyControlClient each : List.of(old, young)) {
                assertThat(each.hold(2, Duration.ofSeconds(2))).isInstanceOf(Drained.class);
            }
            ProxyHarness.promote(one, other);
            for (ProxyControlClient each : List.of(old, young)) {
                each.switchTo(2, target);
            }
            for (ProxyControlClient each : List.of(old, young)) {
                assertThat(each.release(2).switched()).isTrue();
            }
            comers.awaitMore(50);
            assertThat(comers.failure()).isNull();
        }
        assertThat(longLived.call("INCR", "k")).isEqualTo(":2");
        assertThat(other.command("GET", "k")).isEqualTo("2");
        assertThat(older.alive()).isTrue();
        longLived.close();
        assertThat(older.awaitEnd(END)).isZero();
        assertThat(connect().call("GET", "k")).isEqualTo("2");
    }

    @Test
    void commandsAreIdempotentAndKnowTheirEpoch() {
        ProxyControlClient old = older.control();
        ProxyControlClient young = newer.control();
        RespClient client = older.client();
        assertThat(client.call("PING")).isEqualTo("+PONG");
        old.hold(5, Duration.ofSeconds(2));
        assertThatThrownBy(() -> young.takeOver(5, null)).hasMessageContaining("held by epoch 5");
        old.release(5);
        assertThatThrownBy(() -> young.takeOver(4, null)).hasMessageContaining("already obeys epoch 5");
        assertThatThrownBy(() -> old.retire(6)).hasMessageContaining("NOT_REPLACED");
        assertThat(old.status().accepting()).isTrue();

        assertThat(young.takeOver(6, null)).isEqualTo(young.takeOver(6, null));
        assertThatThrownBy(() -> young.takeOver(5, null)).hasMessageContaining("already obeys epoch 6");
        assertThatThrownBy(() -> old.retire(4)).hasMessageContaining("already obeys epoch 5");
        assertThat(old.retire(6)).isEqualTo(old.retire(6));
        assertThat(old.status().retiring()).isTrue();
        assertThatThrownBy(() -> old.hold(5, Duration.ofSeconds(1))).hasMessageContaining("already obeys epoch 6");
        assertThat(client.call("PING")).isEqualTo("+PONG");
    }

    @Test
    void anotherTokenGetsNothing() {
        newer.close();
        newerFolder = ProxyFolder.create(ProxyHarness.address(one));
        newerFolder.write("token", "guess");
        newerFolder.set("takeOverFrom", older.folder().path("handover"));
        newer = keep(ProxyProcess.start(newerFolder, SMALL));
        ProxyControlClient guessing =
                keep(ProxyControlClient.connect("127.0.0.1", newer.controlPort(), "guess", ProxyHarness.TIMEOUT));
        assertThatThrownBy(() -> guessing.takeOver(1, null)).hasMessageContaining("the token is wrong");
        assertThat(older.control().status().accepting()).isTrue();
    }

    @Test
    void ifTheNewerProxyDiesTheOlderOneAcceptsAgainAndHandsOverAgain() {
        assertThat(older.client().call("PING"))
                .as("somebody keeps it from ending")
                .isEqualTo("+PONG");
        newer.control().takeOver(1, null);
        older.control().retire(1);
        RespClient lost = connect();
        assertThat(lost.call("PING")).isEqualTo("+PONG");
        newer.kill9();
        RespClient served = connect();
        assertThat(served.call("SET", "k", "v")).isEqualTo("+OK");
        assertThat(older.control().status().accepting()).isTrue();

        newer = keep(ProxyProcess.start(newerFolder, SMALL));
        Awaitility.await("restarted, it takes over by itself")
                .atMost(END)
                .until(() -> newer.control().status().accepting());
        Awaitility.await().until(() -> !older.control().status().accepting());
        assertThat(served.call("GET", "k")).isEqualTo("v");
        assertThat(connect().call("GET", "k")).isEqualTo("v");
        assertThat(newer.control().status().sessions()).isEqualTo(1);
    }

    @Test
    void aNewerProxyThatDiesBeforeItsReleaseServesOnceItHasJoinedTheReleasedOlderOne() {
        newer.control().takeOver(1, null);
        Address target = ProxyHarness.address(other);
        List<ProxyControlClient> both = List.of(older.control(), newer.control());
        both.forEach(each -> each.prepare(2, target));
        both.forEach(each -> each.hold(2, Duration.ofSeconds(2)));
        ProxyHarness.promote(one, other);
        both.forEach(each -> each.switchTo(2, target));
        newer.kill9();
        RespClient waiting = connect();
        waiting.send("SET", "k", "1");
        assertThat(older.control().release(2).switched()).isTrue();
        assertThat(waiting.read()).isEqualTo("+OK");

        newer = keep(ProxyProcess.start(newerFolder, SMALL));
        Awaitility.await()
                .atMost(END)
                .until(() -> newer.control().status().accepting()
                        && !older.control().status().accepting());
        assertThat(newer.control().release(2).switched()).isTrue();
        assertThat(connect().call("INCR", "k")).isEqualTo(":2");
        assertThat(newer.control().status().sessions()).isEqualTo(1);
        assertThat(other.command("GET", "k")).isEqualTo("2");
    }

    @Test
    void aNewerProxyThatHasNeverTakenOverWaitsForTheCommandAlsoWhenTheOlderOneHasDied() {
        older.kill9();
        newer.kill9();
        newer = keep(ProxyProcess.start(newerFolder, SMALL));
        assertThat(newer.control().status().accepting()).isFalse();
    }

    @Test
    void ifTheOlderProxyHasDiedTheNewerOneThatIsStartedAgainListensItself() {
        RespClient lost = older.client();
        assertThat(lost.call("PING")).isEqualTo("+PONG");
        newer.control().takeOver(1, null);
        int port = older.port();
        older.kill9();
        assertThat(lost.ended()).isTrue();
        newerFolder.set("upstreamPort", one.port());
        newer.kill9();
        newer = keep(ProxyProcess.start(newerFolder, SMALL));
        assertThat(newer.control().status().accepting()).isTrue();
        assertThat(keep(RespClient.connect(port)).call("PING")).isEqualTo("+PONG");
    }

    @Test
    void ifTheOlderProxyDiesBeforeTheCommandTheNewerOneListensItself() {
        int port = older.port();
        older.kill9();
        newer.control().takeOver(1, null);
        assertThat(newer.control().status().accepting()).isTrue();
        RespClient client = keep(RespClient.connect(port));
        assertThat(client.read())
                .as("its own configuration names a wrong master")
                .startsWith("-ERR");
    }

    @Test
    void aReplacedProxyEndsWhenItsTimeIsUp() {
        older.close();
        newer.close();
        ProxyFolder folder = ProxyFolder.create(ProxyHarness.address(one));
        folder.set("handoverSocket", folder.path("handover"));
        folder.set("retireAfterSeconds", 0);
        older = keep(ProxyProcess.start(folder, SMALL));
        newerFolder = ProxyFolder.create(ProxyHarness.address(one));
        newerFolder.set("listenPort", older.port());
        newerFolder.set("takeOverFrom", folder.path("handover"));
        newer = keep(ProxyProcess.start(newerFolder, SMALL));
        RespClient idle = older.client();
        RespClient waiting = older.client();
        assertThat(idle.call("PING")).isEqualTo("+PONG");
        waiting.send("BLPOP", "queue", "0");
        Awaitility.await().until(() -> "1".equals(one.info("blocked_clients")));
        newer.control().takeOver(1, null);
        older.control().retire(1);
        assertThat(idle.ended()).isTrue();
        one.command("RPUSH", "queue", "x");
        assertThat(waiting.read())
                .as("who waits for an answer gets a little more time")
                .isEqualTo("[queue, x]");
        assertThat(waiting.ended()).isTrue();
        assertThat(older.awaitEnd(END)).isZero();
        assertThat(connect().call("PING")).isEqualTo("+PONG");
    }

    @Test
    void aHeldProxyThatWasReplacedStaysUntilItIsReleased() {
        ProxyControlClient old = older.control();
        newer.control().takeOver(1, null);
        old.hold(2, Duration.ofSeconds(1));
        old.retire(2);
        StatusReport status = old.status();
        assertThat(status.phase()).isEqualTo(ProxyPhase.HELD);
        assertThat(status.sessions()).isZero();
        Awaitility.await().during(Duration.ofMillis(500)).until(older::alive);
        old.release(2);
        assertThat(older.awaitEnd(END)).isZero();
    }

    private RespClient connect() {
        return keep(RespClient.connect(older.port()));
    }

    private <T extends AutoCloseable> T keep(T closeable) {
        opened.add(0, closeable);
        return closeable;
    }

    /** Clients that come one after the other, ask once, and go. */
    private static final class Comers implements AutoCloseable {

        private final AtomicInteger served = new AtomicInteger();
        private final AtomicReference<Throwable> failure = new AtomicReference<>();
        private final List<Thread> threads = new ArrayList<>();
        private volatile boolean over;

        Comers(int port) {
            for (int i = 0; i < 4; i++) {
                Thread thread = new Thread(() -> come(port));
                thread.start();
                threads.add(thread);
            }
        }

        private void come(int port) {
            while (!over && failure.get() == null) {
                try (RespClient client = RespClient.connect(port)) {
                    String answer = client.call("INCR", "comers");
                    if (!answer.startsWith(":")) {
                        throw new IOException(answer);
                    }
                    served.incrementAndGet();
                } catch (Exception e) {
                    failure.set(e);
                }
            }
        }

        void awaitMore(int more) {
            int before = served.get();
            Awaitility.await(more + " more clients are served")
                    .atMost(END)
                    .pollInterval(Duration.ofMillis(5))
                    .until(() -> failure.get() != null || served.get() >= before + more);
        }

        Throwable failure() {
            return failure.get();
        }

        @Override
        public void close() throws InterruptedException {
            over = true;
            for (Thread thread : threads) {
                thread.join();
            }
        }
    }
}
