package io.baton.e2e.harness;

import io.baton.client.BatonApi;
import io.baton.e2e.observing.Prometheus;
import io.baton.e2e.stack.StackPlace;
import io.baton.e2e.stack.StackUnderTest;
import io.baton.local.Home;
import io.baton.local.NodeProcesses;
import io.baton.local.Settings;
import io.baton.local.part.Part;
import io.baton.local.part.Parts;
import io.baton.local.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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

    /** The first of {@link #PARTS}. */
    private static final int SERVICES = 4;

    private final StackPlace place;
    private final StackUnderTest underTest;
    private final ShiftedClock clock;
    private final Map<String, String> environment;
    private LauncherProcess launcher;

    private StackHarness(StackPlace place) throws IOException {
        this.place = place;
        this.underTest = place.underTest();
        this.clock = new ShiftedClock(place.folder().resolve("clock-offset"));
        this.environment = new HashMap<>(place.settings().environment());
        environment.put("BATON_CLOCK_OFFSET_FILE", clock.file().toString());
    }

    /** Starts one in a new folder. */
    static StackHarness start() throws IOException {
        StackHarness harness = new StackHarness(StackPlace.create("baton-e2e", Boolean.getBoolean("baton.keep")));
        harness.startLauncher();
        return harness;
    }

    /** One more process of each service; returns when all serve. */
    public List<RunningProcess> startSecondProcesses() throws IOException, InterruptedException {
        Settings settings = place.settings();
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

    /** The names of the services. */
    public static List<String> services() {
        return PARTS.subList(0, SERVICES);
    }

    /** Where a service answers HTTP. */
    public int portOf(String service) {
        return place.settings().ports().api() + services().indexOf(service);
    }

    /** Starts a real Prometheus beside it, its caller's to end. */
    public Prometheus observe() throws IOException, InterruptedException {
        return Prometheus.beside(place.settings(), place.settings().ports().postgres() + 1 + SERVICES);
    }

    public void startLauncher() throws IOException {
        launcher = LauncherProcess.start(place.settings(), environment);
    }

    /** Ends the launcher as kill -9 does; what it started runs on. */
    public void killLauncher() throws InterruptedException {
        launcher.kill();
    }

    /** Ends the launcher and all that it started as Ctrl-C does; the instances' own processes run on. */
    public void stopLauncher() throws InterruptedException {
        launcher.stop();
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
        return underTest.api();
    }

    /** For tests that kill parts of it in the middle of a switch. */
    public StackUnderTest underTest() {
        return underTest;
    }

    public ShiftedClock clock() {
        return clock;
    }

    public Home home() {
        return underTest.home();
    }

    /** Where its broker is, as any subscriber would name it. */
    public String kafkaAddress() {
        return place.settings().kafkaAddress();
    }

    public TopicReader topics() {
        return new TopicReader(kafkaAddress());
    }

    public RunningProcess part(String name) {
        return underTest.part(name);
    }

    /** The running engines and proxies of all instances. */
    public List<NodeProcesses.Node> nodes() {
        return underTest.nodes();
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
        // They have gone on serving, as they should.
        new NodeProcesses(home()).stop();
        place.close();
    }
}
