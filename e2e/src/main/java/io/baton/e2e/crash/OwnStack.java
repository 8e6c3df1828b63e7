package io.baton.e2e.crash;

import io.baton.client.BatonApi;
import io.baton.console.Console;
import io.baton.local.Home;
import io.baton.local.LauncherLock;
import io.baton.local.Ports;
import io.baton.local.Settings;
import io.baton.local.Supervision;
import io.baton.local.command.StackOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A stack in a temporary folder on free ports: nobody else's is ever hurt. */
final class OwnStack implements AutoCloseable {

    /** What a user would write to be offered Redis 6.0, which is no line of the default catalogue. */
    private static final String CATALOGUE = "/catalogue-with-more-lines.yaml";

    private static final int PARTS_PORTS = 7;
    private static final int ENDPOINT_PORTS = 50;
    private static final int NODE_PORTS = 250;

    private final Path folder;
    private final boolean keep;
    private final Supervision supervision;
    private final Thread stopper;
    private final StackUnderTest stack;

    private OwnStack(Path folder, boolean keep, Supervision supervision, Thread stopper, StackUnderTest stack) {
        this.folder = folder;
        this.keep = keep;
        this.supervision = supervision;
        this.stopper = stopper;
        this.stack = stack;
    }

    static OwnStack start(Console console, boolean keep) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("baton-crashes");
        int ports = FreePorts.inARow(PARTS_PORTS + ENDPOINT_PORTS + NODE_PORTS);
        Path gate = folder.resolve("step-gate");
        Settings settings = new Settings(
                StackOptions.root(),
                new Home(folder.resolve("home")),
                new Ports(ports, ports + 4, ports + 6),
                List.of(),
                List.of(),
                Map.of(
                        "BATON_STEP_GATE_FILE", gate.toString(),
                        "BATON_CATALOGUE", catalogue(folder).toString(),
                        "BATON_ENDPOINT_PORTS", range(ports + PARTS_PORTS, ENDPOINT_PORTS),
                        "BATON_NODE_PORTS", range(ports + PARTS_PORTS + ENDPOINT_PORTS, NODE_PORTS)));
        settings.home().prepare();
        LauncherLock lock = LauncherLock.tryAcquire(settings.home()).orElseThrow();
        Supervision supervision = new Supervision(settings, lock, console);
        Thread stopper = supervision.startFor();
        StackUnderTest stack =
                new StackUnderTest(settings.home(), new BatonApi(settings.apiAddress()), new StepGateFile(gate));
        return new OwnStack(folder, keep, supervision, stopper, stack);
    }

    private static Path catalogue(Path folder) throws IOException {
        Path file = folder.resolve("catalogue.yaml");
        try (var resource = OwnStack.class.getResourceAsStream(CATALOGUE)) {
            return Files.write(file, resource.readAllBytes());
        }
    }

    private static String range(int first, int count) {
        return first + "-" + (first + count - 1);
    }

    StackUnderTest underTest() {
        return stack;
    }

    @Override
    public void close() throws IOException {
        supervision.stop(stopper);
        if (keep) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
