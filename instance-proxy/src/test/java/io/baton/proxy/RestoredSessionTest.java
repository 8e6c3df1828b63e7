package io.baton.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.TestEngine;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who the client is and what it has set, after a switch from 6.2.7 to 7.0.15. */
class RestoredSessionTest extends SwitchedSessions {

    @Test
    void authenticationDatabaseAndNameAreRestored() {
        RespClient client = client();
        assertThat(client.call("SELECT", "3")).isEqualTo("+OK");
        assertThat(client.call("CLIENT", "SETNAME", "worker-7")).isEqualTo("+OK");
        client.call("SET", "k", "old");
        move();
        assertThat(client.call("CLIENT", "GETNAME")).isEqualTo("worker-7");
        assertThat(client.call("GET", "k")).isEqualTo("old");
        assertThat(client.call("SET", "k", "new")).isEqualTo("+OK");
        assertThat(engineSays(young, "INFO", "keyspace")).contains("db3:keys=1");
    }

    @Test
    void aNamedUserStaysThatUser() {
        for (TestEngine engine : new TestEngine[] {old, young}) {
            engine.command("ACL", "SETUSER", "reader", "on", ">pw", "~*", "+get", "+acl|whoami", "+select");
        }
        RespClient client = proxy.client();
        assertThat(client.call("AUTH", "reader", "pw")).isEqualTo("+OK");
        move();
        assertThat(client.call("ACL", "WHOAMI")).isEqualTo("reader");
        assertThat(client.call("SET", "k", "v")).startsWith("-NOPERM");
    }

    @Test
    void resp3IsRestored() {
        RespClient client = proxy.client();
        assertThat(client.call("HELLO", "3", "AUTH", "default", PASSWORD, "SETNAME", "three"))
                .contains("proto, :3");
        move();
        client.call("HSET", "h", "f", "v");
        assertThat(client.call("CLIENT", "GETNAME")).isEqualTo("three");
        client.send("HGETALL", "h");
        assertThat(client.read()).isEqualTo("%[f, v]");
        assertThat(client.call("GET", "none")).isEqualTo("null");
    }

    @Test
    void whatAnEngineRefusedIsNotRestored() {
        RespClient client = client();
        assertThat(client.call("SELECT", "99")).startsWith("-ERR");
        assertThat(client.call("CLIENT", "SETNAME", "with space")).startsWith("-ERR");
        assertThat(client.call("AUTH", "wrong")).startsWith("-WRONGPASS");
        move();
        assertThat(client.call("SET", "k", "v")).isEqualTo("+OK");
    }

    @Test
    void changesBetweenPrepareAndSwitchAreRestoredToo() {
        RespClient client = client();
        prepare();
        client.call("SELECT", "5");
        client.call("CLIENT", "SETNAME", "late");
        hold();
        promoteSwitchRelease();
        client.call("SET", "k", "v");
        assertThat(client.call("CLIENT", "GETNAME")).isEqualTo("late");
        assertThat(engineSays(young, "INFO", "keyspace")).contains("db5:keys=1");
    }

    @Test
    void selectInsideATransactionCounts() {
        RespClient client = client();
        client.call("MULTI");
        client.call("SELECT", "4");
        client.call("EXEC");
        move();
        client.call("SET", "k", "v");
        assertThat(engineSays(young, "INFO", "keyspace")).contains("db4:keys=1");
    }

    @Test
    void resetForgetsTheSession() {
        RespClient client = client();
        client.call("SELECT", "3");
        assertThat(client.call("RESET")).isEqualTo("+RESET");
        move();
        assertThat(client.call("GET", "k")).startsWith("-NOAUTH");
        client.call("AUTH", PASSWORD);
        client.call("SET", "k", "v");
        assertThat(engineSays(young, "INFO", "keyspace")).contains("db0:keys=1");
    }

    @Test
    void inlineCommandsAreUnderstood() {
        RespClient client = proxy.client();
        client.sendRaw("AUTH \"" + PASSWORD + "\"\r\n\r\nselect 2\nSET k 'a b'\r\n");
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(client.read()).isEqualTo("+OK");
        move();
        client.sendRaw("GET k\r\n");
        assertThat(client.read()).isEqualTo("a b");
    }

    /** Engines take the quotes away before they look for the command. */
    @Test
    void inlineCommandsWithTheirNamesInQuotesAreUnderstood() {
        RespClient client = proxy.client();
        client.sendRaw("\"\\x41UTH\" " + PASSWORD + "\r\n'select' 2\r\n\"P\"ING\r\n");
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(client.read()).contains("unbalanced quotes");
        RespClient other = proxy.client();
        other.sendRaw("'AUTH' " + PASSWORD + "\r\nSEL\"ECT\" 2\r\n");
        assertThat(other.read()).isEqualTo("+OK");
        assertThat(other.read()).isEqualTo("+OK");
        move();
        assertThat(other.call("SET", "k", "v")).isEqualTo("+OK");
        assertThat(engineSays(young, "INFO", "keyspace")).contains("db2:keys=1");
    }

    @Test
    void aSessionThatTheNewEngineRefusesIsEndedWithAnError() {
        old.command("ACL", "SETUSER", "leaver", "on", ">pw", "~*", "+@all");
        RespClient stranger = proxy.client();
        assertThat(stranger.call("AUTH", "leaver", "pw")).isEqualTo("+OK");
        RespClient friend = client();
        assertThat(control.prepare(++epoch, ProxyHarness.address(young)).ready())
                .isEqualTo(1);
        hold();
        promoteSwitchRelease();
        assertThat(friend.call("SET", "k", "v")).isEqualTo("+OK");
        assertThat(stranger.read()).contains("could not be restored").contains("AUTH");
        assertThat(stranger.ended()).isTrue();
    }

    @Test
    void replicationThroughTheEndpointIsRefused() {
        RespClient client = client();
        client.sendRaw(RespClient.command("GET", "k") + RespClient.command("PSYNC", "?", "-1"));
        assertThat(client.read()).isEqualTo("nil");
        assertThat(client.read()).contains("replication through the endpoint");
        assertThat(client.ended()).isTrue();
    }

    @Test
    void quitIsAnsweredAndEndsTheConnection() {
        RespClient client = client();
        client.sendRaw(RespClient.command("SET", "k", "v") + RespClient.command("QUIT"));
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(client.ended()).isTrue();
    }

    @Test
    void aSecondSwitchMovesTheSameSessionAgain() {
        RespClient client = client();
        client.call("SELECT", "2");
        client.call("SET", "k", "1");
        move();
        try (TestEngine third = TestEngine.start("7.0.15", Map.of("requirepass", PASSWORD, "masterauth", PASSWORD))) {
            ProxyHarness.replicate(young, third);
            control.prepare(++epoch, ProxyHarness.address(third));
            hold();
            ProxyHarness.promote(young, third);
            control.switchTo(epoch, ProxyHarness.address(third));
            control.release(epoch);
            assertThat(client.call("INCR", "k")).isEqualTo(":2");
            assertThat(engineSays(third, "INFO", "keyspace")).contains("db2:keys=1");
        }
    }

    @Test
    void restoringNeedsNoRightThatTheSessionDidNotNeed() {
        for (TestEngine engine : List.of(old, young)) {
            engine.command("ACL", "SETUSER", "app", "on", ">pw", "~*", "&*", "+@read", "+@write");
            engine.command("ACL", "SETUSER", "low", "on", ">pw", "~*", "+get", "+set");
        }
        RespClient app = proxy.client();
        app.call("HELLO", "3", "AUTH", "app", "pw", "SETNAME", "svc");
        RespClient low = client();
        low.call("SELECT", "3");
        low.call("CLIENT", "SETNAME", "w");
        low.call("AUTH", "low", "pw");
        low.call("SET", "k", "in three");
        move();
        assertThat(app.call("GET", "k")).isEqualTo("null");
        assertThat(low.call("GET", "k")).isEqualTo("in three");
        assertThat(engineSays(young, "CLIENT", "LIST")).contains("name=svc", "name=w");
    }

    @Test
    void aClientThatSpeaksRESP2IsPushedNothing() {
        RespClient client = client();
        client.call("CLIENT", "TRACKING", "ON");
        move();
        assertThat(client.call("PING")).isEqualTo("+PONG");
    }

    @Test
    void prefixesOfBroadcastsAddUp() {
        RespClient client = proxy.client();
        client.call("HELLO", "3", "AUTH", "default", PASSWORD);
        client.call("CLIENT", "TRACKING", "ON", "BCAST", "PREFIX", "a:");
        client.call("CLIENT", "TRACKING", "ON", "BCAST", "PREFIX", "b:");
        move();
        assertThat(client.read()).as("all that it has cached").contains("invalidate");
        young.command("SET", "a:1", "x");
        assertThat(client.read()).contains("invalidate", "a:1");
        young.command("SET", "b:1", "x");
        assertThat(client.read()).contains("invalidate", "b:1");
    }

    @Test
    void nothingIsSaidToAClientThatHasSwitchedRepliesOff() {
        RespClient client = client();
        client.call("WATCH", "k");
        client.send("CLIENT", "REPLY", "OFF");
        move();
        client.send("UNWATCH");
        client.send("CLIENT", "REPLY", "ON");
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(client.call("PING")).isEqualTo("+PONG");
    }

    /** The right was taken away meanwhile: the session ends, and no command of it runs in another database. */
    @Test
    void nothingIsSentBeforeTheSessionIsRestored() {
        for (TestEngine engine : List.of(old, young)) {
            engine.command("ACL", "SETUSER", "app", "on", ">pw", "~*", "+@all");
        }
        RespClient app = proxy.client();
        app.call("AUTH", "app", "pw");
        app.call("SELECT", "3");
        prepare();
        young.command("ACL", "SETUSER", "app", "-select");
        young.command("CLIENT", "KILL", "USER", "app");
        hold();
        app.send("SET", "k", "v");
        promoteSwitchRelease();
        assertThat(app.read()).contains("the session could not be restored", "SELECT");
        assertThat(app.ended()).isTrue();
        assertThat(young.command("EXISTS", "k")).isEqualTo(0L);
    }
}
