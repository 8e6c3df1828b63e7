package io.baton.proxy;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.proxy.relay.Transport;
import io.baton.testkit.TestEngine;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;

/** The proxy while nothing is switched: it must not be noticed. */
class PassThroughTest {

    private static TestEngine engine;
    private ProxyHarness proxy;

    @BeforeAll
    static void startEngine() {
        engine = TestEngine.start("7.0.15");
    }

    @AfterAll
    static void stopEngine() {
        engine.close();
    }

    @BeforeEach
    void start() {
        engine.command("FLUSHALL");
        proxy = ProxyHarness.before(engine);
    }

    @AfterEach
    void stop() {
        proxy.close();
    }

    @Test
    void anOrdinaryClientLibraryWorks() {
        try (Jedis jedis = new Jedis("127.0.0.1", proxy.port())) {
            jedis.set("k", "v");
            assertThat(jedis.get("k")).isEqualTo("v");
            jedis.hset("h", Map.of("a", "1", "b", "2"));
            assertThat(jedis.hgetAll("h")).containsEntry("a", "1").containsEntry("b", "2");
            assertThat(jedis.eval("return {1,{2,3},'x'}")).isEqualTo(List.of(1L, List.of(2L, 3L), "x"));
            Pipeline pipeline = jedis.pipelined();
            Response<Long> last = null;
            for (int i = 0; i < 10_000; i++) {
                last = pipeline.incr("n");
            }
            pipeline.sync();
            assertThat(last.get()).isEqualTo(10_000);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 16_000, 70_000, 5_000_000, 64_000_000})
    void valuesOfAnySizePass(int size) {
        try (Jedis jedis = new Jedis("127.0.0.1", proxy.port(), 20_000)) {
            byte[] value = new byte[size];
            for (int i = 0; i < size; i++) {
                value[i] = (byte) (i * 31 >> 3);
            }
            assertThat(jedis.set("k".getBytes(US_ASCII), value)).isEqualTo("OK");
            assertThat(jedis.get("k".getBytes(US_ASCII))).isEqualTo(value);
            assertThat(jedis.ping()).isEqualTo("PONG");
        }
    }

    @Test
    void commandsSentByteByBytePass() {
        RespClient client = proxy.client();
        String session = RespClient.command("SELECT", "1") + "inline 1\r\n" + RespClient.command("SET", "k", "v\r\n*3")
                + "*0\r\n" + RespClient.command("MULTI") + RespClient.command("GET", "k") + RespClient.command("EXEC");
        for (byte b : session.getBytes(US_ASCII)) {
            client.sendRaw(new byte[] {b});
        }
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(client.read()).startsWith("-ERR unknown command");
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(client.read()).isEqualTo("+OK");
        assertThat(client.read()).isEqualTo("+QUEUED");
        assertThat(client.read()).isEqualTo("[v\r\n*3]");
        assertOwesNothing();
    }

    @Test
    void aDeepPipelineToASlowReaderIsPassedWithBoundedMemory() {
        RespClient client = proxy.client();
        client.call("SET", "k", "v".repeat(100_000));
        Thread asking = new Thread(() -> {
            for (int i = 0; i < 1000; i++) {
                client.send("GET", "k");
            }
        });
        asking.start();
        for (int i = 0; i < 1000; i++) {
            assertThat(client.read()).hasSize(100_000);
        }
        assertOwesNothing();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*1\r\n+PING\r\n", "*x\r\n", "*1\r\n$-5\r\n", "*1\r\n$4x\r\n", "*99999999999999999999\r\n"})
    void malformedRespEndsThatOneConnectionWithAnError(String bytes) {
        RespClient good = proxy.client();
        RespClient bad = proxy.client();
        bad.sendRaw(RespClient.command("SET", "k", "v") + bytes + RespClient.command("SET", "k", "after"));
        assertThat(bad.read()).isEqualTo("+OK");
        assertThat(bad.read()).startsWith("-ERR").contains("Protocol error");
        assertThat(bad.ended()).isTrue();
        assertThat(good.call("GET", "k")).isEqualTo("v");
        assertThat(proxy.control().status().counters().protocolErrors()).isEqualTo(1);
    }

    @Test
    void aValueThatIsTooLongForTheEngineIsRefusedByItAtOnce() {
        RespClient client = proxy.client();
        client.sendRaw("*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$2000000000\r\n");
        assertThat(client.read()).isEqualTo("-ERR Protocol error: invalid bulk length");
        assertThat(client.ended()).as("nothing is said after it").isTrue();
    }

    @Test
    void aCommandOfTooManyArgumentsIsRefusedByAnOlderEngineAtOnce() {
        try (TestEngine older = TestEngine.start("6.2.7");
                ProxyHarness before = ProxyHarness.before(older)) {
            RespClient client = before.client();
            client.sendRaw("*20000000\r\n");
            assertThat(client.read()).isEqualTo("-ERR Protocol error: invalid multibulk length");
            assertThat(client.ended()).isTrue();
        }
    }

    @Test
    void aClientThatLeavesTakesItsEngineConnectionAlong() throws Exception {
        RespClient client = proxy.client();
        client.call("CLIENT", "SETNAME", "leaver");
        assertThat(engine.command("CLIENT", "LIST").toString()).contains("name=leaver");
        client.close();
        Awaitility.await()
                .until(() -> !engine.command("CLIENT", "LIST").toString().contains("name=leaver"));
        assertThat(proxy.control().status().sessions()).isZero();
    }

    @Test
    void anEngineThatClosesAConnectionClosesTheClientsToo() {
        RespClient client = proxy.client();
        client.call("PING");
        engine.command("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes");
        assertThat(client.ended()).isTrue();
    }

    @Test
    void anEngineThatDiesWithAReplyOwedEndsTheConnectionAndNoErrorIsTakenForTheAnswer() {
        try (TestEngine mortal = TestEngine.start("6.2.7");
                ProxyHarness before = ProxyHarness.before(mortal)) {
            RespClient client = before.client();
            client.call("PING");
            mortal.sigstop();
            client.send("INCR", "k");
            ProxyControlClient control = before.control();
            Awaitility.await().until(() -> control.status().owedReplies() == 1);
            mortal.sigcont();
            mortal.kill9();
            assertThat(client.rest()).isIn("", ":1\r\n");
        }
    }

    @Test
    void anEngineOutOfReachIsSaidSo() throws Exception {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        try (ProxyHarness lonely = ProxyHarness.before(new Address("127.0.0.1", port), null, 1, Transport.best())) {
            RespClient client = lonely.client();
            assertThat(client.read()).startsWith("-ERR").contains("no connection to the engine");
            assertThat(client.ended()).isTrue();
            assertThat(lonely.control().status().counters().connectionsRefused())
                    .isEqualTo(1);
        }
    }

    private void assertOwesNothing() {
        assertThat(proxy.control().status().owedReplies()).isZero();
    }
}
