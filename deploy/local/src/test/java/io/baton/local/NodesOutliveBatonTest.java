package io.baton.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.local.process.ProcessRecord;
import io.baton.local.process.RunningProcess;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whatever ends the control plane, or keeps it from starting, touches no node. The node is a process that is written down as
 * resource-service writes them down; e2e's RestartTest does the same with real engines and clients.
 */
class NodesOutliveBatonTest {

    private static final Duration SOON = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private Settings settings;
    private Process node;

    @BeforeEach
    void startNode() throws Exception {
        settings = TestStack.settings(folder);
        settings.home().prepare();
        node = new ProcessBuilder("sleep", "600").start();
        Path record = Files.createDirectories(settings.home().nodes().resolve("e1"));
        Files.writeString(record.resolve("node.json"), """
                {"nodeId":"e1","kind":"ENGINE","pid":%d,"startedAt":%d,"port":1234}""".formatted(
                        node.pid(), RunningProcess.of(node.toHandle()).startedAt()));
    }

    @AfterEach
    void end() throws Exception {
        LauncherRun.down(settings);
        node.destroyForcibly();
    }

    @Test
    void aPortThatIsTaken() throws Exception {
        try (ServerSocket taken = new ServerSocket(settings.ports().postgres(), 1, InetAddress.getLoopbackAddress())) {
            LauncherRun up = LauncherRun.up(settings);
            assertThat(up.exitCode()).isEqualTo(1);
            assertThat(up.output()).contains("Port " + taken.getLocalPort() + " is taken");
        }
        assertThat(node.isAlive()).isTrue();
    }

    @Test
    void aPartThatDoesNotStart() throws Exception {
        // A folder that initdb refuses: it is not empty and not its own.
        Files.createDirectories(settings.home().postgresData());
        Files.writeString(settings.home().postgresData().resolve("foreign"), "x");

        LauncherRun up = LauncherRun.up(settings, "--detach");
        assertThat(up.exitCode()).as(up.output()).isEqualTo(1);
        assertThat(up.output()).contains("postgresql does not start");
        assertThat(node.isAlive()).isTrue();
    }

    @Test
    void aLauncherThatIsStoppedOrKilled() throws Exception {
        for (boolean kill : new boolean[] {false, true}) {
            LauncherRun.up(settings, "--detach");
            RunningProcess launcher = LauncherLock.holder(settings.home()).orElseThrow();
            if (kill) {
                launcher.kill();
            } else {
                launcher.terminate();
            }
            assertThat(launcher.awaitExit(SOON)).as("kill: %s", kill).isTrue();
            assertThat(node.isAlive()).isTrue();
        }
    }

    @Test
    void downStopsBatonAndOnlyWhenAskedToTheInstances() throws Exception {
        LauncherRun.up(settings, "--detach");
        LauncherRun down = LauncherRun.down(settings);
        assertThat(down.output())
                .contains("Baton is stopped.", "The instances go on serving (proxies: 0, engines: 1)", "--instances");
        assertThat(ProcessRecord.find(settings.home().run().resolve("postgresql.json")))
                .isEmpty();
        assertThat(node.isAlive()).isTrue();

        LauncherRun again = LauncherRun.down(settings);
        assertThat(again.output()).contains("Nothing of Baton itself runs in ", "The instances go on serving");
        assertThat(node.isAlive()).isTrue();

        LauncherRun all = LauncherRun.run(settings, Map.of(), "down", List.of("--instances"));
        assertThat(all.exitCode()).isZero();
        assertThat(all.output()).contains("The instances are stopped");
        assertThat(node.waitFor(SOON.toSeconds(), java.util.concurrent.TimeUnit.SECONDS))
                .isTrue();
        assertThat(LauncherRun.down(settings).output()).contains("Nothing runs in ");
    }

    @Test
    void aLauncherWithItsInstancesStopsThemBehindItself() throws Exception {
        LauncherRun.up(settings, "--detach");

        LauncherRun all = LauncherRun.run(settings, Map.of(), "down", List.of("--instances"));

        assertThat(all.output()).containsSubsequence("Baton is stopped.", "Stopping the instances");
        assertThat(node.waitFor(SOON.toSeconds(), java.util.concurrent.TimeUnit.SECONDS))
                .isTrue();
    }
}
