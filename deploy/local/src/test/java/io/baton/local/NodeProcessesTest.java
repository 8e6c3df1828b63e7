package io.baton.local;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.local.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NodeProcessesTest {

    private static final Duration SOON = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private Home home;
    private Process engine;
    private Process proxy;

    @BeforeEach
    void startTwo() throws IOException {
        home = new Home(folder);
        home.prepare();
        engine = new ProcessBuilder("sleep", "600").start();
        proxy = new ProcessBuilder("sleep", "600").start();
    }

    @AfterEach
    void end() {
        engine.destroyForcibly();
        proxy.destroyForcibly();
    }

    @Test
    void allNodesThatAreWrittenDownAreStopped() throws Exception {
        write("e1", "ENGINE", engine.pid(), startOf(engine));
        write("p1", "PROXY", proxy.pid(), startOf(proxy));

        new NodeProcesses(home).stop();

        assertThat(engine.waitFor(SOON.toSeconds(), java.util.concurrent.TimeUnit.SECONDS))
                .isTrue();
        assertThat(proxy.waitFor(SOON.toSeconds(), java.util.concurrent.TimeUnit.SECONDS))
                .isTrue();
        assertThat(new NodeProcesses(home).running()).isEmpty();
    }

    @Test
    void thoseThatAreSparedGoOn() throws Exception {
        write("e1", "ENGINE", engine.pid(), startOf(engine));
        write("p1", "PROXY", proxy.pid(), startOf(proxy));
        assertThat(new NodeProcesses(home).known()).containsExactlyInAnyOrder("e1", "p1");

        new NodeProcesses(home).stopAllBut(java.util.Set.of("e1"));

        assertThat(proxy.waitFor(SOON.toSeconds(), java.util.concurrent.TimeUnit.SECONDS))
                .isTrue();
        assertThat(engine.isAlive()).isTrue();
        assertThat(new NodeProcesses(home).goOnServing())
                .contains("The instances go on serving (proxies: 0, engines: 1); deploy/down --instances stops them.");
    }

    @Test
    void aProcessThatInheritedTheIdOfANodeIsLeftAlone() throws Exception {
        write("e1", "ENGINE", engine.pid(), startOf(engine) - 60_000);

        new NodeProcesses(home).stop();

        assertThat(engine.isAlive()).isTrue();
    }

    @Test
    void aBrokenRecordIsSkipped() throws Exception {
        Files.createDirectories(home.nodes().resolve("x"));
        Files.writeString(home.nodes().resolve("x/node.json"), "{\"pid\":");

        assertThat(new NodeProcesses(home).running()).isEmpty();
    }

    private static long startOf(Process process) {
        return RunningProcess.of(process.toHandle()).startedAt();
    }

    private void write(String id, String kind, long pid, long startedAt) throws IOException {
        Path node = Files.createDirectories(home.nodes().resolve(id));
        Files.writeString(node.resolve("node.json"), """
                {"nodeId":"%s","kind":"%s","pid":%d,"startedAt":%d,"port":1234,"more":true}""".formatted(id, kind, pid, startedAt));
    }
}
