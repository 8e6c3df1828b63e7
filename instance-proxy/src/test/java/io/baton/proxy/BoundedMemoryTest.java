package io.baton.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyAnswer.Drained;
import io.baton.proxy.control.ProxyAnswer.NotDrained;
import io.baton.proxy.control.ProxyAnswer.StatusReport;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.testkit.TestEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A proxy in a small process, and clients that would like it to keep more than it has. */
class BoundedMemoryTest {

    private static final int MIB = 1024 * 1024;
    /** Each of them also fills up to 3 MB of the system's buffers: more would be felt by the rest of the machine. */
    private static final int READERS = 60;

    /** Looks at a figure, 50 ms apart, after which it is said not to change. */
    private static final int STEADY = 20;

    private static final int HUGE = 512 * MIB;

    private TestEngine one;
    private TestEngine other;
    private final AtomicLong sent = new AtomicLong();
    private ProxyProcess proxy;
    private ProxyControlClient control;

    @BeforeEach
    void startEngine() {
        one = TestEngine.start("6.2.7");
    }

    @AfterEach
    void stop() {
        assertThat(proxy.alive()).isTrue();
        assertThat(proxy.log()).doesNotContain("OutOfMemory");
        proxy.close();
        one.close();
        if (other != null) {
            other.close();
        }
    }

    private void startProxy(String heap, String direct) {
        proxy = ProxyProcess.start(
                ProxyFolder.create(ProxyHarness.address(one)),
                "-Xmx" + heap,
                "-XX:MaxDirectMemorySize=" + direct,
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError");
        control = proxy.control();
    }

    @Test
    void aValueOf512MbPassesBothWays() {
        startProxy("64m", "32m");
        RespClient client = proxy.client();
        client.sendRaw("*3\r\n$3\r\nSET\r\n$4\r\nhuge\r\n$" + HUGE + "\r\n");
        sendZeros(client, HUGE);
        client.sendRaw("\r\n");
        assertThat(client.read()).isEqualTo("+OK");
        client.send("GET", "huge");
        assertThat(client.readAndDiscard()).isEqualTo(HUGE);
    }

    @Test
    void aSwitchDuringHalfAHugeValueWaitsForItsEndOrStepsBack() {
        startProxy("64m", "32m");
        other = TestEngine.start("7.0.15");
        Address target = ProxyHarness.address(other);
        RespClient client = proxy.client();
        client.sendRaw("*3\r\n$3\r\nSET\r\n$4\r\nhuge\r\n$" + HUGE + "\r\n");
        sendZeros(client, HUGE / 2);

        NotDrained stepBack = (NotDrained) control.hold(1, Duration.ofMillis(100));
        assertThat(stepBack.reason()).contains("part of a command");
        control.release(1);
        control.prepare(2, target);
        control.hold(2, Duration.ofMillis(1));
        sendZeros(client, HUGE / 2);
        client.sendRaw("\r\n" + RespClient.command("STRLEN", "huge"));

        assertThat(control.hold(2, Duration.ofSeconds(20))).isInstanceOf(Drained.class);
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(one.command("STRLEN", "huge")).isEqualTo((long) HUGE);
        control.switchTo(2, target);
        control.release(2);
        assertThat(client.read()).as("asked of the new master").isEqualTo(":0");
    }

    @Test
    void slowReadersAreServedAndHinderNobody() {
        startProxy("64m", "32m");
        int size = 4 * MIB;
        one.command("SETRANGE", "large", Integer.toString(size - 1), "x");
        List<RespClient> slow = new ArrayList<>();
        for (int i = 0; i < READERS; i++) {
            slow.add(proxy.keep(RespClient.connectWithSmallBuffer(proxy.port())));
        }
        RespClient quick = proxy.client();
        slow.forEach(client -> client.send("GET", "large"));
        awaitAtLeast(16L * MIB, () -> control.status().bufferedBytes());
        assertThat(settled(() -> control.status().bufferedBytes())).isLessThan(16L * MIB + READERS * 72L * 1024);
        for (int i = 0; i < 100; i++) {
            assertThat(quick.call("SET", "k", "v")).isEqualTo("+OK");
        }

        NotDrained full = (NotDrained) control.hold(1, Duration.ofMillis(300));
        assertThat(full.reason()).contains("does not read").contains("memory is tight");
        control.release(1);

        slow.forEach(RespClient::enlargeBuffer);
        for (RespClient client : slow) {
            assertThat(client.readAndDiscard()).isEqualTo(size);
            client.send("PING");
        }
        slow.forEach(client -> assertThat(client.read()).isEqualTo("+PONG"));
        assertThat(control.status().bufferedBytes()).isZero();
        assertThat(control.hold(2, Duration.ofSeconds(2))).isInstanceOf(Drained.class);
    }

    @Test
    void whatClientsSendIntoAHoldIsBoundedInAll() throws InterruptedException {
        floodsAHold(() -> {});
    }

    /** As on a machine that is busy with something else: all sockets are full when the proxy comes to read them. */
    @Test
    void whatHasPiledUpBeforeItIsReadIsBoundedToo() throws InterruptedException {
        floodsAHold(() -> {
            proxy.signal("STOP");
            try {
                // the floods come to stand when the system's buffers are full
                settled(sent::get);
            } finally {
                proxy.signal("CONT");
            }
        });
    }

    private void floodsAHold(Runnable meanwhile) throws InterruptedException {
        startProxy("64m", "64m");
        List<RespClient> clients = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            clients.add(proxy.client());
            clients.get(i).call("PING");
        }
        control.hold(1, Duration.ofSeconds(2));
        int each = 2000;
        byte[] command = RespClient.command("SET", "k", "v".repeat(1000)).getBytes();
        List<Thread> floods = new ArrayList<>();
        for (RespClient client : clients) {
            Thread flood = new Thread(() -> {
                for (int i = 0; i < each; i++) {
                    client.sendRaw(command);
                    sent.incrementAndGet();
                }
            });
            flood.setDaemon(true);
            flood.start();
            floods.add(flood);
        }
        meanwhile.run();
        awaitAtLeast(32L * MIB, () -> control.status().bufferedBytes());
        // one more read of each, as is documented
        assertThat(settled(() -> control.status().bufferedBytes())).isLessThan(32L * MIB + clients.size() * 64L * 1024);
        control.release(1);
        for (RespClient client : clients) {
            for (int i = 0; i < each; i++) {
                assertThat(client.read()).isEqualTo("+OK");
            }
        }
        for (Thread flood : floods) {
            flood.join();
        }
    }

    @Test
    void openTransactionsAreCopiedAsLongAsThereIsRoom() {
        startProxy("64m", "64m");
        List<RespClient> clients = new ArrayList<>();
        String value = "v".repeat(100_000);
        for (int i = 0; i < 100; i++) {
            RespClient client = proxy.client();
            clients.add(client);
            client.call("MULTI");
            for (int j = 0; j < 9; j++) {
                assertThat(client.call("SET", "k" + i, value)).isEqualTo("+QUEUED");
            }
        }
        assertThat(control.status().bufferedBytes()).isBetween(10L * MIB, 45L * MIB);
        RespClient small = proxy.client();
        small.call("MULTI");
        small.call("INCR", "small");
        other = TestEngine.start("7.0.15");
        control.prepare(1, ProxyHarness.address(other));
        control.hold(1, Duration.ofSeconds(2));
        control.switchTo(1, ProxyHarness.address(other));
        control.release(1);
        assertThat(small.call("EXEC")).isEqualTo("[:1]");
        List<String> answers =
                clients.stream().map(client -> client.call("EXEC")).toList();
        assertThat(answers).contains("nil").anyMatch(answer -> answer.startsWith("[+OK"));
    }

    @Test
    void commandsThatConcernTheSessionAreSentNoFasterThanTheyAreAnswered() throws Exception {
        startProxy("48m", "64m");
        RespClient client = proxy.client();
        client.call("PING");
        one.sigstop();
        int commands = 1_000_000;
        byte[] select = RespClient.command("SELECT", "1").repeat(1000).getBytes();
        Thread flood = new Thread(() -> {
            for (int i = 0; i < commands / 1000; i++) {
                client.sendRaw(select);
            }
        });
        flood.setDaemon(true);
        flood.start();
        awaitAtLeast(1000, () -> control.status().owedReplies());
        StatusReport full = settledStatus();
        assertThat(full.owedReplies()).isBetween(1000L, 10_000L);
        one.sigcont();
        for (int i = 0; i < commands; i++) {
            assertThat(client.read()).isEqualTo("+OK");
        }
        flood.join();
    }

    @Test
    void aConnectionThatWantsTooMuchRememberedEndsAlone() {
        startProxy("64m", "64m");
        RespClient good = proxy.client();
        good.call("SUBSCRIBE", "news");
        RespClient greedy = proxy.client();
        String last = "";
        for (int i = 0; i < 1000 && !last.startsWith("-"); i++) {
            String[] words = new String[101];
            words[0] = "SUBSCRIBE";
            for (int j = 1; j <= 100; j++) {
                words[j] = "channel-" + i + "-" + j;
            }
            greedy.send(words);
            for (int j = 1; j <= 100 && !last.startsWith("-"); j++) {
                last = greedy.read();
            }
        }
        assertThat(last).startsWith("-ERR").contains("can't remember");
        assertThat(greedy.ended()).isTrue();
        one.command("PUBLISH", "news", "m");
        assertThat(good.read()).isEqualTo("[message, news, m]");
    }

    private static void sendZeros(RespClient client, int bytes) {
        byte[] chunk = new byte[MIB];
        Arrays.fill(chunk, (byte) '0');
        for (int sent = 0; sent < bytes; sent += chunk.length) {
            client.sendRaw(chunk);
        }
    }

    private StatusReport settledStatus() {
        settled(() -> control.status().counters().bytesFromClients());
        return control.status();
    }

    private static void awaitAtLeast(long least, LongSupplier figure) {
        Awaitility.await("the figure is " + least)
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> figure.getAsLong() >= least);
    }

    /** Waits until a figure does not change any more. */
    private static long settled(LongSupplier figure) {
        List<Long> seen = new ArrayList<>();
        Awaitility.await("the figure does not change any more")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    seen.add(figure.getAsLong());
                    int last = seen.size() - 1;
                    return last > STEADY
                            && seen.get(last) > 0
                            && seen.subList(last - STEADY, last).stream().allMatch(seen.get(last)::equals);
                });
        return seen.get(seen.size() - 1);
    }
}
