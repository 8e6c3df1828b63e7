package io.baton.e2e.stack;

import io.baton.client.BatonApi;
import io.baton.local.Home;
import io.baton.local.Ports;
import io.baton.local.Settings;
import io.baton.local.command.StackOptions;
import io.baton.testkit.LabelledProxyJar;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Where a stack of one's own lives: a temporary folder, free ports, a gate in its switchover-service, and a catalogue with
 * Redis 6.0 and the way from Redis to Valkey, neither of which is in the default one. Nobody else's stack is ever touched.
 */
public final class StackPlace implements AutoCloseable {

    private static final String CATALOGUE = "/catalogue-with-more-lines.yaml";

    /** Of the stack itself, of one more process of each service, and of a Prometheus. */
    private static final int PARTS_PORTS = 12;

    private static final int ENDPOINT_PORTS = 50;
    private static final int NODE_PORTS = 250;

    private final TemporaryFolder folder;
    private final Settings settings;
    private final StepGateFile gate;
    private final LabelledProxyJar proxyJar;

    private StackPlace(TemporaryFolder folder, Settings settings, StepGateFile gate, LabelledProxyJar proxyJar) {
        this.folder = folder;
        this.settings = settings;
        this.gate = gate;
        this.proxyJar = proxyJar;
    }

    /** @param keep whether the folder with all logs stays when this is closed */
    public static StackPlace create(String prefix, boolean keep) throws IOException {
        TemporaryFolder folder = TemporaryFolder.create(prefix, keep);
        // All from one range: two that are chosen one after the other may overlap.
        int ports = FreePorts.inARow(PARTS_PORTS + ENDPOINT_PORTS + NODE_PORTS);
        StepGateFile gate = new StepGateFile(folder.path().resolve("step-gate"));
        LabelledProxyJar proxyJar =
                LabelledProxyJar.of(StackOptions.root(), folder.path().resolve("proxy"));
        Settings settings = new Settings(
                StackOptions.root(),
                new Home(folder.path().resolve("home")),
                new Ports(ports, ports + 4, ports + 6),
                List.of(),
                List.of(),
                Map.of(
                        "BATON_STEP_GATE_FILE", gate.path().toString(),
                        "BATON_PROXY_JAR", proxyJar.path().toString(),
                        "BATON_WEBHOOK_HOSTS", "127.0.0.1",
                        "BATON_CATALOGUE", catalogue(folder.path()).toString(),
                        "BATON_ENDPOINT_PORTS", range(ports + PARTS_PORTS, ENDPOINT_PORTS),
                        "BATON_NODE_PORTS", range(ports + PARTS_PORTS + ENDPOINT_PORTS, NODE_PORTS)));
        return new StackPlace(folder, settings, gate, proxyJar);
    }

    private static Path catalogue(Path folder) throws IOException {
        Path file = folder.resolve("catalogue.yaml");
        try (var resource = StackPlace.class.getResourceAsStream(CATALOGUE)) {
            return Files.write(file, resource.readAllBytes());
        }
    }

    private static String range(int first, int count) {
        return first + "-" + (first + count - 1);
    }

    public Path folder() {
        return folder.path();
    }

    public Settings settings() {
        return settings;
    }

    public StackUnderTest underTest() {
        return new StackUnderTest(settings.home(), new BatonApi(settings.apiAddress()), gate, proxyJar);
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
