package io.baton.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.baton.proxy.control.ProxyAnswer.Drained;
import io.baton.proxy.control.ProxyAnswer.NotDrained;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.testkit.TestEngine;
import io.netty.channel.epoll.Epoll;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A thousand clients that ask for much and read nothing, and one that only wants to be served. */
class SlowReadersTest {

    private static final int READERS = 1_000;
    private static final long KIB = 1024;
    private static final long MIB = 1024 * KIB;
    /** In tight memory one read of 64 KiB a connection is kept beyond the limit, with its header in the write buffer. */
    private static final long ONE_READ_EACH = READERS * 72 * KIB;

    private static final int STEADY = 10;

    private TestEngine old;
    private TestEngine young;
    private ProxyProcess proxy;
    private ProxyControlClient control;
    private SlowReaders slow;
    private RespClient normal;

    @BeforeEach
    void onlyOnLinux() {
        assumeTrue(Epoll.isAvailable(), "needs Linux: only there a test can have the segments of a real network");
    }

    private void start(long heldBytesInAll) throws InterruptedException {
        old = TestEngine.start("6.2.7");
        young = TestEngine.start("7.0.15");
        ProxyFolder folder = ProxyFolder.create(ProxyHarness.address(old));
        folder.set("heldBytesInAll", heldBytesInAll);
        proxy = ProxyProcess.start(
                folder, "-Xmx128m", direct(heldBytesInAll), "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError");
        control = proxy.control();
        slow = proxy.keep(SlowReaders.connect(proxy.port(), READERS));
        normal = proxy.client();
    }

    /** What the limit amounts to, and half as much again: a pool of buffers is never quite full. */
    private static String direct(long heldBytesInAll) {
        return "-XX:MaxDirectMemorySize=" + (heldBytesInAll + ONE_READ_EACH) * 3 / 2;
    }

    @AfterEach
    void stop() {
        if (proxy != null) {
            assertThat(proxy.alive()).isTrue();
            assertThat(proxy.log()).doesNotContain("OutOfMemory");
            proxy.close();
            old.close();
            young.close();
        }
    }

    @Test
    void aThousandThatReadNothingAreBoundedAndGetEverythingInTheEnd() throws InterruptedException {
        long limit = 32 * MIB;
        start(limit);
        long reply = setValue(old, "large", 200 * KIB);
        slow.send("GET", "large");
        assertThat(settledBuffered()).isBetween(limit, limit + ONE_READ_EACH);
        serveNormally();

        NotDrained full = (NotDrained) control.hold(1, Duration.ofMillis(300));
        assertThat(full.reason()).contains("does not read").contains("memory is tight");
        assertThat(control.status().bufferedBytes()).isLessThan(limit + ONE_READ_EACH);
        control.release(1);
        serveNormally();

        slow.readUntil(reply);
        assertThat(slow.received()).isEqualTo(reply);
        Awaitility.await().until(() -> control.status().bufferedBytes() == 0);
        assertThat(slow.allConnected()).isTrue();
    }

    @Test
    void aThousandThatReadNothingAreSwitchedWithTheirReplies() throws InterruptedException {
        long limit = 128 * MIB;
        start(limit);
        long before = setValue(old, "k", 100 * KIB);
        long after = setValue(young, "k", 16 * KIB);
        slow.send("GET", "k");
        assertThat(settledBuffered()).isBetween(READERS * KIB, limit);

        control.prepare(1, ProxyHarness.address(young));
        assertThat(control.hold(1, Duration.ofSeconds(5))).isInstanceOf(Drained.class);
        slow.send("GET", "k");
        normal.send("STRLEN", "k");
        assertThat(control.status().bufferedBytes()).isLessThan(limit);
        control.switchTo(1, ProxyHarness.address(young));
        control.release(1);
        assertThat(normal.read()).as("asked of the new master").isEqualTo(":" + 16 * KIB);
        assertThat(settledBuffered()).isLessThan(limit);
        serveNormally();

        slow.readUntil(before + after);
        assertThat(slow.received()).isEqualTo(before + after);
        assertThat(slow.allConnected()).isTrue();
    }

    /** Returns how long the reply to GET will be. */
    private static long setValue(TestEngine engine, String key, long bytes) {
        engine.command("SETRANGE", key, Long.toString(bytes - 1), "x");
        return ("$" + bytes + "\r\n").length() + bytes + 2;
    }

    private void serveNormally() {
        for (int i = 0; i < 200; i++) {
            assertThat(normal.call("SET", "normal", Integer.toString(i))).isEqualTo("+OK");
        }
    }

    /** Waits until nothing more comes to be kept, and returns how much that is. */
    private long settledBuffered() {
        List<Long> seen = new ArrayList<>();
        Awaitility.await("all has been asked for and nothing moves any more")
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    seen.add(control.status().bufferedBytes());
                    int last = seen.size() - 1;
                    return last > STEADY
                            && seen.subList(last - STEADY, last).stream().allMatch(seen.get(last)::equals);
                });
        return seen.get(seen.size() - 1);
    }
}
