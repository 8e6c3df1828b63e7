package io.baton.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.baton.proxy.control.Address;
import io.baton.proxy.control.ProxyAnswer.Drained;
import io.baton.proxy.control.ProxyControlClient;
import io.baton.proxy.relay.Transport;
import io.baton.testkit.TestEngine;
import io.netty.handler.ssl.OpenSsl;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;

/** Encryption towards the clients and towards the engines. */
class TlsTest {

    private static final Duration DRAIN = Duration.ofSeconds(2);

    @TempDir
    private static Path folder;

    private static TestCertificates certificates;
    private static TestEngine one;
    private static TestEngine other;
    private ProxyFolder settings;
    private ProxyHarness proxy;

    @BeforeAll
    static void start() {
        certificates = new TestCertificates(folder)
                .authority("ca")
                .authority("stranger")
                .certificate("server", "ca", "ip:127.0.0.1,dns:localhost")
                .certificate("rsa-server", "ca", "ip:127.0.0.1,dns:localhost")
                .certificate("elsewhere", "ca", "dns:engines.example")
                .certificate("client", "ca", "dns:client")
                .expired("expired", "ca");
        one = TestEngine.start("6.2.7");
        other = TestEngine.start("7.0.15");
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    @BeforeEach
    void configure() {
        settings = ProxyFolder.create(ProxyHarness.address(one));
    }

    @AfterEach
    void closeProxy() {
        if (proxy != null) {
            proxy.close();
        }
        settings.close();
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void encryptionIsNativeWhereItCanBe() {
        assertThat(OpenSsl.isAvailable()).isTrue();
    }

    // --- towards the clients ---

    @Test
    void clientsWithAndWithoutTlsAreServedSideBySideThroughASwitch() throws IOException {
        serve(tls("server"));
        RespClient plain = proxy.client();
        RespClient encrypted = tlsClient(certificates.context("ca", null));
        assertThat(plain.call("SELECT", "2")).isEqualTo("+OK");
        assertThat(encrypted.call("SELECT", "3")).isEqualTo("+OK");
        ProxyControlClient control = proxy.control();
        Address target = ProxyHarness.address(other);
        control.prepare(1, target);
        assertThat(control.hold(1, DRAIN)).isInstanceOf(Drained.class);
        plain.send("SET", "from", "plain");
        encrypted.send("SET", "from", "encrypted");
        control.switchTo(1, target);
        control.release(1);
        assertThat(plain.read()).isEqualTo("+OK");
        assertThat(encrypted.read()).isEqualTo("+OK");
        assertThat(encrypted.call("GET", "from")).isEqualTo("encrypted");
        assertThat(other.command("INFO", "keyspace").toString())
                .contains("db2:keys=1")
                .contains("db3:keys=1");
        other.command("FLUSHALL");
    }

    @Test
    void anOrdinaryClientLibraryWorksWithTlsOnly() {
        settings.set("listenPort", null);
        serve(tls("rsa-server"));
        assertThat(proxy.port()).isEqualTo(-1);
        var config = DefaultJedisClientConfig.builder()
                .ssl(true)
                .sslSocketFactory(certificates.context("ca", null).getSocketFactory())
                .build();
        try (Jedis jedis = new Jedis(new HostAndPort("localhost", proxy.tlsPort()), config)) {
            String value = "v".repeat(5_000_000);
            jedis.set("large", value);
            assertThat(jedis.get("large")).isEqualTo(value);
            var pipeline = jedis.pipelined();
            for (int i = 0; i < 10_000; i++) {
                pipeline.incr("count");
            }
            assertThat(pipeline.syncAndReturnAll()).endsWith(10_000L);
        }
        one.command("FLUSHALL");
    }

    @Test
    void whatASlowReaderOverTlsMakesTheProxyKeepIsCountedAndBounded() throws IOException {
        serve(tls("server"));
        RespClient client = tlsClient(certificates.context("ca", null));
        client.call("SET", "k", "v".repeat(1_000_000));
        for (int i = 0; i < 50; i++) {
            client.send("GET", "k");
        }
        ProxyControlClient control = proxy.control();
        Awaitility.await().until(() -> control.status().bufferedBytes() > 100_000);
        assertThat(control.status().bufferedBytes()).isLessThan(2_000_000);
        for (int i = 0; i < 50; i++) {
            assertThat(client.readAndDiscard()).isEqualTo(1_000_000);
        }
        assertThat(control.status().bufferedBytes()).isZero();
    }

    @Test
    void clientsHaveToShowACertificateIfThereIsAnAuthorityForThem() throws IOException {
        Map<String, Object> tls = tls("server");
        tls.put("clientCa", certificates.certificate("ca").toString());
        serve(tls);
        long connectionsBefore = Long.parseLong(one.info("total_connections_received"));
        assertThatThrownBy(() -> tlsClient(certificates.context("ca", null)).call("PING"))
                .hasRootCauseInstanceOf(IOException.class);
        assertThatThrownBy(() -> RespClient.connect(proxy.tlsPort()).call("PING"))
                .hasRootCauseInstanceOf(IOException.class);
        Awaitility.await().until(() -> proxy.control().status().counters().connectionsRefused() == 2);
        assertThat(Long.parseLong(one.info("total_connections_received")))
                .as("nobody who is refused gets as far as the engine: the one more is this question")
                .isEqualTo(connectionsBefore + 1);
        assertThat(tlsClient(certificates.context("ca", "client")).call("PING")).isEqualTo("+PONG");
    }

    // --- towards the engines ---

    @Test
    void enginesWithTlsAreSpokenToAndSwitchedTo() throws Exception {
        try (TlsRelay first = relay(one, "server", "ca");
                TlsRelay second = relay(other, "server", "ca")) {
            serveUpstream(first, "client", Map.of());
            ProxyControlClient control = proxy.control();
            RespClient client = proxy.client();
            RespClient blocked = proxy.client();
            assertThat(client.call("SELECT", "1")).isEqualTo("+OK");
            String value = "v".repeat(3_000_000);
            assertThat(client.call("SET", "k", value)).isEqualTo("+OK");
            assertThat(client.call("GET", "k")).isEqualTo(value);
            blocked.send("BLPOP", "queue", "0");
            Awaitility.await().until(() -> "1".equals(one.info("blocked_clients")));
            assertThat(control.prepare(1, second.address()).ready()).isEqualTo(2);
            assertThat(control.hold(1, DRAIN)).isInstanceOf(Drained.class);
            control.switchTo(1, second.address());
            control.release(1);
            assertThat(client.call("SET", "moved", "1")).isEqualTo("+OK");
            assertThat(client.call("SELECT", "0")).isEqualTo("+OK");
            assertThat(client.call("RPUSH", "queue", "x")).isEqualTo(":1");
            assertThat(blocked.read()).isEqualTo("[queue, x]");
            assertThat(other.command("INFO", "keyspace").toString()).contains("db1:keys=1");
            other.command("FLUSHALL");
        }
    }

    @Test
    void anEngineOfAnotherNameIsOnlyAcceptedWhereNamesAreNotVerified() throws Exception {
        try (TlsRelay relay = relay(one, "elsewhere", null)) {
            serveUpstream(relay, null, Map.of());
            assertThat(proxy.client().read()).startsWith("-ERR").contains("the connection to the engine");
            assertThatThrownBy(() -> proxy.control().prepare(1, relay.address()))
                    .hasMessageContaining("TARGET_UNREACHABLE");
            proxy.close();
            serveUpstream(relay, null, Map.of("verify", "ca"));
            assertThat(proxy.client().call("PING")).isEqualTo("+PONG");
            proxy.close();
            serveUpstream(relay, null, Map.of("serverName", "engines.example"));
            assertThat(proxy.client().call("PING")).isEqualTo("+PONG");
        }
    }

    @Test
    void anEngineOfAnotherAuthorityOrWithoutTlsIsRefused() throws Exception {
        try (TlsRelay relay = relay(one, "server", null)) {
            serveUpstream(
                    relay,
                    null,
                    Map.of("ca", certificates.certificate("stranger").toString(), "verify", "ca"));
            assertThat(proxy.client().read()).startsWith("-ERR").contains("the connection to the engine");
            ProxyControlClient control = proxy.control();
            assertThatThrownBy(() -> control.prepare(1, ProxyHarness.address(one)))
                    .hasMessageContaining("TARGET_UNREACHABLE");
            assertThat(control.status().counters().connectionsRefused()).isEqualTo(1);
        }
    }

    // --- reload and settings ---

    @Test
    void newConnectionsGetANewCertificateAndABadOneIsRefused() throws IOException {
        Map<String, Object> tls = tls("server");
        Path certificate = settings.path("live.crt");
        Path key = settings.path("live.key");
        copy("server", certificate, key);
        tls.put("certificate", certificate.toString());
        tls.put("key", key.toString());
        serve(tls);
        RespClient old = tlsClient(certificates.context("ca", null));
        assertThat(old.call("PING")).isEqualTo("+PONG");
        assertThat(shown()).contains("CN=server");

        copy("rsa-server", certificate, key);
        Awaitility.await().until(() -> shown().contains("CN=rsa-server"));

        Files.writeString(key, "no key at all");
        copy("expired", certificate, settings.path("other.key"));
        Files.copy(certificates.key("expired"), key, StandardCopyOption.REPLACE_EXISTING);
        Awaitility.await()
                .during(Duration.ofMillis(2500))
                .atMost(Duration.ofSeconds(5))
                .until(() -> shown().contains("CN=rsa-server"));

        Files.copy(certificates.certificate("server"), certificate, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(certificates.key("server"), key, StandardCopyOption.REPLACE_EXISTING);
        Awaitility.await().until(() -> shown().contains("CN=server"));
        assertThat(old.call("PING")).isEqualTo("+PONG");
    }

    @Test
    void badSettingsAreSaidInOneLine() throws IOException {
        assertBad("\"tls\" needs both", Map.of("port", 0, "certificate", "x"));
        assertBad("\"tls.port\"", Map.of("certificate", "x", "key", "y"));
        Map<String, Object> missing = tls("server");
        missing.put("key", settings.path("missing.key").toString());
        assertBad("missing.key: it can't be read", missing);
        Map<String, Object> foreign = tls("server");
        foreign.put("key", certificates.key("client").toString());
        assertBad("the key is not that of the certificate", foreign);
        Map<String, Object> nonsense = tls("server");
        nonsense.put("certificate", settings.write("nonsense", "nonsense").toString());
        assertBad("there is no certificate in it", nonsense);
        Map<String, Object> noKey = tls("server");
        noKey.put("key", certificates.certificate("server").toString());
        assertBad("there is no private key in it", noKey);
        settings.set("tls", null);
        settings.set("listenPort", null);
        assertBad("\"listenPort\" is missing");
        settings.set("listenPort", 0);
        settings.set("upstreamTls", Map.of());
        assertBad("\"upstreamTls\" needs \"ca\"");
        settings.set("upstreamTls", Map.of("ca", "x", "verify", "none"));
        assertBad("\"upstreamTls.verify\" must be full or ca");
    }

    private void assertBad(String complaint, Map<String, Object> tls) {
        settings.set("tls", tls);
        assertBad(complaint);
    }

    private void assertBad(String complaint) {
        assertThatThrownBy(() -> ProxyServer.start(ProxySettings.read(settings.config()), 1, Transport.best()))
                .isInstanceOf(BadSettingsException.class)
                .hasMessageContaining(complaint)
                .satisfies(e -> assertThat(e.getMessage().lines()).hasSize(1));
    }

    // --- how ---

    private Map<String, Object> tls(String name) {
        Map<String, Object> tls = new HashMap<>();
        tls.put("port", 0);
        tls.put("certificate", certificates.certificate(name).toString());
        tls.put("key", certificates.key(name).toString());
        return tls;
    }

    private void serve(Map<String, Object> tls) {
        settings.set("tls", tls);
        proxy = ProxyHarness.in(settings, 1, Transport.best());
    }

    private void serveUpstream(TlsRelay engine, String shown, Map<String, Object> more) {
        settings.close();
        settings = ProxyFolder.create(engine.address());
        Map<String, Object> tls = new HashMap<>();
        tls.put("ca", certificates.certificate("ca").toString());
        if (shown != null) {
            tls.put("certificate", certificates.certificate(shown).toString());
            tls.put("key", certificates.key(shown).toString());
        }
        tls.putAll(more);
        settings.set("upstreamTls", tls);
        proxy = ProxyHarness.in(settings, 1, Transport.best());
    }

    private static TlsRelay relay(TestEngine engine, String name, String clientCa) throws Exception {
        return new TlsRelay(
                ProxyHarness.address(engine),
                certificates.certificate(name),
                certificates.key(name),
                clientCa == null ? null : certificates.certificate(clientCa));
    }

    private RespClient tlsClient(SSLContext context) throws IOException {
        return proxy.keep(RespClient.over(socket(context)));
    }

    private SSLSocket socket(SSLContext context) throws IOException {
        return (SSLSocket) context.getSocketFactory().createSocket(InetAddress.getLoopbackAddress(), proxy.tlsPort());
    }

    /** The subject of the certificate that a new connection gets. */
    private String shown() throws IOException {
        try (SSLSocket socket = socket(certificates.context("ca", null))) {
            socket.startHandshake();
            return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
                    .getSubjectX500Principal()
                    .getName();
        }
    }

    private static void copy(String name, Path certificate, Path key) throws IOException {
        Files.copy(certificates.certificate(name), certificate, StandardCopyOption.REPLACE_EXISTING);
        Files.copy(certificates.key(name), key, StandardCopyOption.REPLACE_EXISTING);
    }
}
