package io.baton.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Transactions that a switch from 6.2.7 to 7.0.15 finds open, and watched keys. */
class TransactionSwitchTest extends SwitchedSessions {

    @Test
    void anOpenTransactionMoves() {
        RespClient client = client();
        client.call("MULTI");
        assertThat(client.call("SET", "k", "1")).isEqualTo("+QUEUED");
        assertThat(client.call("INCR", "k")).isEqualTo("+QUEUED");
        move();
        assertThat(client.call("INCR", "k")).isEqualTo("+QUEUED");
        assertThat(client.call("EXEC")).isEqualTo("[+OK, :2, :3]");
        assertThat(young.command("GET", "k")).isEqualTo("3");
        assertThat(old.command("EXISTS", "k")).isEqualTo(0L);
    }

    @Test
    void anOpenTransactionMovesWhileExecIsHeld() {
        RespClient client = client();
        client.call("MULTI");
        client.call("INCR", "k");
        prepare();
        hold();
        client.sendRaw(RespClient.command("INCR", "k") + RespClient.command("EXEC") + RespClient.command("GET", "k"));
        promoteSwitchRelease();
        assertThat(client.read()).isEqualTo("+QUEUED");
        assertThat(client.read()).isEqualTo("[:1, :2]");
        assertThat(client.read()).isEqualTo("2");
    }

    @Test
    void anOpenTransactionSurvivesAHoldThatIsGivenUp() {
        RespClient client = client();
        client.call("MULTI");
        client.call("INCR", "k");
        prepare();
        hold();
        control.release(epoch);
        assertThat(client.call("EXEC")).isEqualTo("[:1]");
        assertThat(old.command("GET", "k")).isEqualTo("1");
    }

    @Test
    void aTransactionWithAWatchAnswersNil() {
        RespClient client = client();
        client.call("WATCH", "k");
        client.call("MULTI");
        client.call("SET", "k", "v");
        move();
        assertThat(client.call("SET", "k2", "v")).isEqualTo("+QUEUED");
        assertThat(client.call("EXEC")).isEqualTo("nil");
        assertThat(young.command("EXISTS", "k", "k2")).isEqualTo(0L);
        assertThat(client.call("SET", "k", "after")).isEqualTo("+OK");
        assertThat(client.call("GET", "k")).isEqualTo("after");
    }

    @Test
    void aWatchWithoutATransactionMakesTheNextOneAnswerNil() {
        RespClient client = client();
        client.call("WATCH", "k");
        move();
        assertThat(client.call("GET", "k")).isEqualTo("nil");
        client.sendRaw(RespClient.command("SET", "x", "1")
                + RespClient.command("MULTI")
                + RespClient.command("SET", "k", "v")
                + RespClient.command("EXEC")
                + RespClient.command("GET", "x"));
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(client.read()).isEqualTo("+QUEUED");
        assertThat(client.read()).isEqualTo("nil");
        assertThat(client.read()).isEqualTo("1");
        assertThat(young.command("EXISTS", "k")).isEqualTo(0L);
        client.call("WATCH", "k");
        client.call("MULTI");
        client.call("SET", "k", "v");
        assertThat(client.call("EXEC")).isEqualTo("[+OK]");
    }

    @Test
    void aWatchAnsweredInResp3IsNullInResp3() {
        RespClient client = proxy.client();
        client.call("HELLO", "3", "AUTH", "default", PASSWORD);
        client.call("WATCH", "k");
        move();
        client.call("MULTI");
        assertThat(client.call("EXEC")).isEqualTo("null");
    }

    @Test
    void unwatchMakesTheNextTransactionOrdinary() {
        RespClient client = client();
        client.call("WATCH", "k");
        move();
        assertThat(client.call("UNWATCH")).isEqualTo("+OK");
        client.call("MULTI");
        client.call("SET", "k", "v");
        assertThat(client.call("EXEC")).isEqualTo("[+OK]");
    }

    @Test
    void aFinishedWatchConcernsNobody() {
        RespClient client = client();
        client.call("WATCH", "k");
        client.call("MULTI");
        client.call("EXEC");
        move();
        client.call("MULTI");
        client.call("SET", "k", "v");
        assertThat(client.call("EXEC")).isEqualTo("[+OK]");
    }

    @Test
    void aTransactionThatTheEngineWouldRefuseIsStillRefused() {
        RespClient client = client();
        client.call("MULTI");
        assertThat(client.call("NO-SUCH-COMMAND")).startsWith("-ERR");
        client.call("SET", "k", "v");
        move();
        assertThat(client.call("SET", "k", "v")).isEqualTo("+QUEUED");
        assertThat(client.call("EXEC")).startsWith("-EXECABORT");
        assertThat(client.call("GET", "k")).isEqualTo("nil");
    }

    @Test
    void aTransactionThatIsTooLongAnswersNil() {
        RespClient client = client();
        client.call("MULTI");
        String value = "x".repeat(300_000);
        for (int i = 0; i < 5; i++) {
            assertThat(client.call("SET", "big-" + i, value)).isEqualTo("+QUEUED");
        }
        move();
        assertThat(client.call("SET", "big-6", value)).isEqualTo("+QUEUED");
        assertThat(client.call("EXEC")).isEqualTo("nil");
        assertThat(young.command("DBSIZE")).isEqualTo(0L);
        assertThat(client.call("SET", "k", value)).isEqualTo("+OK");
    }

    /** Engines refuse them at once, queue nothing, and execute the rest. */
    @Test
    void whatIsOutOfPlaceInATransactionDoesNotSpoilIt() {
        RespClient client = client();
        client.call("MULTI");
        assertThat(client.call("MULTI")).isEqualTo("-ERR MULTI calls can not be nested");
        assertThat(client.call("WATCH", "k")).isEqualTo("-ERR WATCH inside MULTI is not allowed");
        client.call("SELECT", "3");
        move();
        assertThat(client.call("EXEC")).isEqualTo("[+OK]");
        client.call("SET", "k", "v");
        assertThat(engineSays(young, "INFO", "keyspace")).contains("db3:keys=1");
    }

    @Test
    void aTransactionThatIsSpoiltStaysSo() {
        RespClient client = client();
        client.call("MULTI");
        assertThat(client.call("GET")).contains("wrong number of arguments");
        move();
        assertThat(client.call("NOSUCH")).startsWith("-ERR unknown command");
        assertThat(client.call("GET", "k")).isEqualTo("+QUEUED");
        assertThat(client.call("EXEC")).startsWith("-EXECABORT");
        assertThat(client.call("GET", "k")).isEqualTo("nil");
    }

    @Test
    void aWrongNumberOfWordsEndsNoTransaction() {
        RespClient client = client();
        client.call("MULTI");
        assertThat(client.call("RESET", "now")).contains("wrong number of arguments");
        assertThat(client.call("DISCARD", "it")).contains("wrong number of arguments");
        move();
        assertThat(client.call("MULTI")).contains("can not be nested");
        assertThat(client.call("EXEC")).startsWith("-EXECABORT");
    }
}
