package io.baton.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.control.ProxyAnswer.Switched;
import io.baton.proxy.resp.Resp;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What an engine tells without being asked each time, through a switch from 6.2.7 to 7.0.15. */
class SubscriptionSwitchTest extends SwitchedSessions {

    private static final int MANY = 64;

    @Test
    void subscriptionsInResp2Move() {
        RespClient client = client();
        client.send("SUBSCRIBE", "a", "b");
        assertThat(client.read()).isEqualTo("[subscribe, a, :1]");
        assertThat(client.read()).isEqualTo("[subscribe, b, :2]");
        assertThat(client.call("PSUBSCRIBE", "p*")).isEqualTo("[psubscribe, p*, :3]");
        assertThat(client.call("UNSUBSCRIBE", "b")).isEqualTo("[unsubscribe, b, :2]");
        old.command("PUBLISH", "a", "before");
        assertThat(client.read()).isEqualTo("[message, a, before]");
        move();
        assertThat(young.command("PUBLISH", "a", "after")).isEqualTo(1L);
        assertThat(young.command("PUBLISH", "b", "nobody")).isEqualTo(0L);
        young.command("PUBLISH", "p1", "pattern");
        assertThat(client.read()).isEqualTo("[message, a, after]");
        assertThat(client.read()).isEqualTo("[pmessage, p*, p1, pattern]");
        assertThat(client.call("PING")).isEqualTo("[pong, ]");
        client.send("UNSUBSCRIBE");
        assertThat(client.read()).isEqualTo("[unsubscribe, a, :1]");
        client.send("PUNSUBSCRIBE");
        assertThat(client.read()).isEqualTo("[punsubscribe, p*, :0]");
        assertThat(client.call("SET", "k", "v")).isEqualTo("+OK");
    }

    @Test
    void subscriptionsInResp3MoveAndCommandsGoOnBesideThem() {
        RespClient client = proxy.client();
        client.call("HELLO", "3", "AUTH", "default", PASSWORD);
        assertThat(client.call("SUBSCRIBE", "a")).isEqualTo(">[subscribe, a, :1]");
        assertThat(client.call("SET", "k", "1")).isEqualTo("+OK");
        move();
        assertThat(client.call("INCR", "k")).isEqualTo(":2");
        young.command("PUBLISH", "a", "after");
        assertThat(client.read()).isEqualTo(">[message, a, after]");
        assertThat(client.call("INCR", "k")).isEqualTo(":3");
    }

    @Test
    void subscriptionsChangedWhilePreparedMoveAsChanged() {
        RespClient client = client();
        client.call("SUBSCRIBE", "a");
        prepare();
        client.call("SUBSCRIBE", "b");
        client.call("UNSUBSCRIBE", "a");
        client.call("PSUBSCRIBE", "c*");
        hold();
        promoteSwitchRelease();
        assertThat(young.command("PUBLISH", "a", "x")).isEqualTo(0L);
        assertThat(young.command("PUBLISH", "b", "y")).isEqualTo(1L);
        assertThat(client.read()).isEqualTo("[message, b, y]");
        young.command("PUBLISH", "c1", "z");
        assertThat(client.read()).isEqualTo("[pmessage, c*, c1, z]");
    }

    @Test
    void everyMessageArrivesOnceThroughASwitch() {
        RespClient subscriber = client();
        subscriber.call("SUBSCRIBE", "news");
        RespClient publisher = client();
        prepare();
        for (int i = 0; i < 50; i++) {
            publisher.call("PUBLISH", "news", "m" + i);
        }
        hold();
        for (int i = 50; i < 100; i++) {
            publisher.send("PUBLISH", "news", "m" + i);
        }
        promoteSwitchRelease();
        for (int i = 0; i < 100; i++) {
            assertThat(subscriber.read()).isEqualTo("[message, news, m" + i + "]");
        }
        assertThat(subscriber.silentFor(50)).isTrue();
    }

    /** Sessions are released one after the other, and an engine may execute what the first of them sent before the last is. */
    @Test
    void whatWasHeldIsNotPublishedBeforeThoseWhoListenCanHearIt() {
        List<RespClient> publishers = Stream.generate(this::client).limit(MANY).toList();
        RespClient subscriber = client();
        subscriber.call("SUBSCRIBE", "news");
        prepare();
        hold();
        publishIntoTheHold(publishers);
        promoteSwitchRelease();
        publishers.forEach(
                publisher -> assertThat(publisher.read()).as("one has got it").isEqualTo(":1"));
        publishers.forEach(publisher -> assertThat(subscriber.read()).isEqualTo("[message, news, held]"));
        assertThat(subscriber.silentFor(50)).isTrue();
    }

    @Test
    void aSubscriberThatCouldNotBePreparedHearsAllThatWasHeld() {
        List<RespClient> publishers = Stream.generate(this::client).limit(MANY).toList();
        RespClient subscriber = client();
        subscriber.call("SUBSCRIBE", "news");
        epoch++;
        hold();
        publishIntoTheHold(publishers);
        promoteSwitchRelease();
        publishers.forEach(publisher -> assertThat(subscriber.read()).isEqualTo("[message, news, held]"));
        assertThat(subscriber.silentFor(50)).isTrue();
    }

    @Test
    void aNewMasterThatDiesBeforeItHasHeardOfASubscriberCostsNoConnection() {
        RespClient subscriber = client();
        subscriber.call("SUBSCRIBE", "news");
        prepare();
        hold();
        ProxyHarness.promote(old, young);
        young.sigstop();
        assertThat(control.switchTo(epoch, ProxyHarness.address(young)).connectionsMoved())
                .isEqualTo(1);
        young.kill9();
        young.startAgain();
        control.release(epoch);
        Awaitility.await().until(() -> young.command("PUBLISH", "news", "again").equals(1L));
        assertThat(subscriber.read()).isEqualTo("[message, news, again]");
    }

    /** Each publishes once; returns when all of that is held. */
    private void publishIntoTheHold(List<RespClient> publishers) {
        publishers.forEach(publisher -> publisher.send("PUBLISH", "news", "held"));
        long each = Resp.command("PUBLISH", "news", "held").readableBytes();
        Awaitility.await("all commands are held").until(() -> control.status().heldBytes() == publishers.size() * each);
    }

    @Test
    void aMonitorGoesOnAtTheNewMaster() {
        RespClient monitor = client();
        assertThat(monitor.call("MONITOR")).isEqualTo("+OK");
        old.command("SET", "seen-before", "1");
        awaitLine(monitor, "seen-before");
        move();
        young.command("SET", "seen-after", "1");
        awaitLine(monitor, "seen-after");
    }

    @Test
    void aClientSideCacheIsToldToForgetEverything() {
        RespClient client = proxy.client();
        client.call("HELLO", "3", "AUTH", "default", PASSWORD);
        assertThat(client.call("CLIENT", "TRACKING", "ON")).isEqualTo("+OK");
        client.call("SET", "k", "1");
        client.call("GET", "k");
        move();
        assertThat(client.read()).isEqualTo(">[invalidate, null]");
        assertThat(client.call("GET", "k")).isEqualTo("1");
        young.command("SET", "k", "2");
        assertThat(client.read()).isEqualTo(">[invalidate, [k]]");
    }

    @Test
    void trackingForAnotherConnectionEndsTheConnection() {
        RespClient listener = client();
        String id = listener.call("CLIENT", "ID").substring(1);
        RespClient client = client();
        assertThat(client.call("CLIENT", "TRACKING", "ON", "REDIRECT", id)).isEqualTo("+OK");
        control.prepare(++epoch, ProxyHarness.address(young));
        hold();
        ProxyHarness.promote(old, young);
        Switched switched = control.switchTo(epoch, ProxyHarness.address(young));
        assertThat(switched.connectionsMoved()).isEqualTo(1);
        assertThat(switched.connectionsClosed()).isEqualTo(1);
        control.release(epoch);
        assertThat(client.read()).startsWith("-ERR").contains("can't be moved");
        assertThat(client.ended()).isTrue();
    }
}
