package io.baton.switchover;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.contracts.Endpoint;
import io.baton.contracts.ProxyNode;
import io.baton.engine.Secret;
import io.baton.engine.credential.FileCredentialStore;
import io.baton.testkit.FreePort;
import io.baton.testkit.TestEngine;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A real instance-proxy process in front of an engine. */
final class TestProxy implements AutoCloseable {
    private static final String HOST = "127.0.0.1";

    private static final String HANDOVER_SOCKET = "handover";

    private final Path dir;
    private final int port;
    private final int controlPort;
    private final String instanceId;
    private final TestProxy replaces;
    private final String tokenRef;
    private final Path config;
    private Process process;

    TestProxy(Path home, String instanceId, TestEngine upstream) throws IOException {
        this(home, instanceId, upstream, null);
    }

    /** @param replaces the older one whose endpoint it can take over; null: none */
    TestProxy(Path home, String instanceId, TestEngine upstream, TestProxy replaces) throws IOException {
        this.instanceId = instanceId;
        this.replaces = replaces;
        List<Integer> free = FreePort.choose(2);
        this.controlPort = free.get(0);
        this.port = replaces == null ? free.get(1) : replaces.port;
        this.tokenRef = "instance/" + instanceId + "/proxy-token";
        this.dir = Files.createDirectories(home.resolve(id()));
        String secret = "token-" + instanceId;
        new FileCredentialStore(home.resolve("secrets")).put(tokenRef, Secret.of(secret));
        Path token = dir.resolve("control-token");
        Files.writeString(token, secret);
        Map<String, Object> settings = new LinkedHashMap<>();
        settings.put("instanceId", instanceId);
        settings.put("listenHost", HOST);
        settings.put("listenPort", port);
        settings.put("controlHost", HOST);
        settings.put("controlPort", controlPort);
        settings.put("controlTokenFile", token.toString());
        settings.put("upstreamHost", upstream.host());
        settings.put("upstreamPort", upstream.port());
        settings.put("stateFile", dir.resolve("route.json").toString());
        settings.put("handoverSocket", HANDOVER_SOCKET);
        if (replaces != null) {
            settings.put(
                    "takeOverFrom",
                    dir.relativize(replaces.dir).resolve(HANDOVER_SOCKET).toString());
        }
        config = dir.resolve("proxy.json");
        new ObjectMapper().writeValue(config.toFile(), settings);
        start();
    }

    void start() throws IOException {
        Path jar = Path.of(System.getProperty("baton.root"), "instance-proxy/target/instance-proxy.jar");
        if (!Files.exists(jar)) {
            throw new IllegalStateException(jar + " is missing: mvn -pl instance-proxy -am package");
        }
        process = new ProcessBuilder("java", "-Xmx128m", "-jar", jar.toString(), "--config", config.toString())
                .directory(dir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(
                        ProcessBuilder.Redirect.appendTo(dir.resolve("log").toFile()))
                .start();
        Awaitility.await("the proxy listens")
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .failFast("the proxy ended", () -> !process.isAlive())
                .until(() -> listens(port) && listens(controlPort));
    }

    void kill9() {
        process.destroyForcibly().onExit().join();
    }

    /** As a proxy of a release that did not know how to hand over. */
    void removeHandoverSocket() throws IOException {
        Files.delete(dir.resolve(HANDOVER_SOCKET));
    }

    int port() {
        return port;
    }

    ProxyNode node() {
        return new ProxyNode(
                id(),
                new Endpoint(HOST, port),
                new Endpoint(HOST, controlPort),
                tokenRef,
                null,
                replaces == null ? null : replaces.id(),
                false);
    }

    private String id() {
        return (replaces == null ? "proxy-" : "newer-proxy-") + instanceId;
    }

    private static boolean listens(int port) {
        try (Socket socket = new Socket(HOST, port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        kill9();
    }
}
