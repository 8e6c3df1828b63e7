package io.baton.e2e.harness;

import io.baton.client.BatonApi;
import io.baton.e2e.crash.FreePorts;
import io.baton.e2e.crash.StackUnderTest;
import io.baton.e2e.crash.StepGateFile;
import io.baton.local.Home;
import io.baton.local.NodeProcesses;
import io.baton.local.Ports;
import io.baton.local.Settings;
import io.baton.local.part.Part;
import io.baton.local.part.Parts;
import io.baton.local.process.ProcessRecord;
import io.baton.local.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The whole system as its users run it: a launcher, Kafka, PostgreSQL and the four services, each a process. */
public final class StackHarness implements AutoCloseable {

    private static final List<String> PARTS =
            List.of("upgrade-api", "resource-service", "sync-service", "switchover-service", "kafka", "postgresql");

    /** Of the stack itself, and of one more process of each service. */
    private static final int PARTS_PORTS = 11;
    /** The first of {@link #PARTS}. */
    private static final int SERVICES = 4;

    private static final int ENDPOINT_PORTS = 50;
    private static final int NODE_PORTS = 250;

    private final Path folder;
    private final Settings settings;
    private final Map<String, String> environment = new HashMap<>();
    private final ShiftedClock clock;
    private final BatonApi api;
    private final StepGateFile gate;
    private LauncherProcess launcher;

    private StackHarness(Path folder, Path catalogue) throws IOException {
        this.folder = folder;
        // All from one range: two that are chosen one after the other may overlap.
        int ports = FreePorts.inARow(PARTS_PORTS + ENDPOINT_PORTS + NODE_PORTS);
        this.settings = Settings.of(
                Path.of(System.getProperty("baton.root")),
                new Home(folder.resolve("home")),
                new Ports(ports, ports + 4, ports + 6));
        this.clock = new ShiftedClock(folder.resolve("clock-offset"));
        this.api = new BatonApi(settings.apiAddress());
        this.gate = new StepGateFile(folder.resolve("step-gate"));
        environment.put("BATON_CATALOGUE", catalogue.toString());
        environment.put("BATON_CLOCK_OFFSET_FILE", clock.file().toString());
        environment.put("BATON_STEP_GATE_FILE", gate.path().toString());
        environment.put("BATON_ENDPOINT_PORTS", range(ports + PARTS_PORTS, ENDPOINT_PORTS));
        environment.put("BATON_NODE_PORTS", range(ports + PARTS_PORTS + ENDPOINT_PORTS, NODE_PORTS));
    }

    private static String range(int first, int count) {
        return first + "-" + (first + count - 1);
    }

    /** Starts one in a new folder, with what the catalogue file adds to the default catalogue. */
    static StackHarness start(Path catalogue) throws IOException {
        StackHarness harness = new StackHarness(Files.createTempDirectory("baton-e2e"), catalogue);
        harness.startLauncher();
        return harness;
    }

    /** One more process of each service; returns when all serve. */
    public List<RunningProcess> startSecondProcesses() throws IOException, InterruptedException {
        Settings same =
                new Settings(settings.root(), settings.home(), settings.ports(), List.of(), List.of(), environment);
        List<RunningProcess> processes = new ArrayList<>();
        for (int i = 0; i < SERVICES; i++) {
            Part part = Parts.beside(same, PARTS.get(i), settings.ports().postgres() + 1 + i);
            processes.add(part.start());
            Awaitility.await(part.name() + " serves")
                    .atMost(Duration.ofMinutes(2))
                    .until(part::ready);
        }
        return processes;
    }

    public void startLauncher() throws IOException {
        launcher = LauncherProcess.start(settings, environment);
    }

    /** Ends the launcher as kill -9 does; what it started runs on. */
    public void killLauncher() throws InterruptedException {
        launcher.kill();
    }

    /** Ends the launcher and all that it started as a power cut would; the instances' own processes run on. */
    public void killEverythingButTheNodes() throws InterruptedException {
        launcher.kill();
        List<RunningProcess> parts = PARTS.stream().map(this::part).toList();
        parts.forEach(RunningProcess::kill);
        for (RunningProcess part : parts) {
            part.awaitExit(Duration.ofSeconds(30));
        }
    }

    public BatonApi api() {
        return api;
    }

    /** For tests that kill parts of it in the middle of a switch. */
    public StackUnderTest underTest() {
        return new StackUnderTest(home(), api, gate);
    }

    public ShiftedClock clock() {
        return clock;
    }

    public Home home() {
        return settings.home();
    }

    public TopicReader topics() {
        return new TopicReader(settings.kafkaAddress());
    }

    public RunningProcess part(String name) {
        return ProcessRecord.find(home().run().resolve(name + ".json"))
                .orElseThrow(() -> new IllegalStateException(name + " does not run"));
    }

    /** The running engines and proxies of all instances. */
    public List<NodeProcesses.Node> nodes() {
        return new NodeProcesses(home()).running();
    }

    public Set<String> nodeIds() {
        return nodes().stream().map(NodeProcesses.Node::id).collect(Collectors.toSet());
    }

    /** All that the services and the instances' processes have logged. */
    public String logs() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path top : List.of(home().path().resolve("logs"), home().nodes())) {
            try (Stream<Path> files = Files.walk(top)) {
                for (Path file :
                        files.filter(name -> name.toString().endsWith(".log")).toList()) {
                    text.append(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1));
                }
            }
        }
        return text.toString();
    }

    @Override
    public void close() throws Exception {
        launcher.stop();
        if (!Boolean.getBoolean("baton.keep")) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
