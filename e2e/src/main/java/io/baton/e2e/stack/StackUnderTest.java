package io.baton.e2e.stack;

import io.baton.client.BatonApi;
import io.baton.local.Home;
import io.baton.local.NodeProcesses;
import io.baton.local.process.ProcessRecord;
import io.baton.local.process.RunningProcess;
import io.baton.testkit.LabelledProxyJar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.List;

/**
 * A stack that may be hurt: all of its own, with a launcher that starts again what is killed, and with a gate in its
 * switchover-service.
 *
 * @param proxyJar what its proxies are started from
 */
public record StackUnderTest(Home home, BatonApi api, StepGateFile gate, LabelledProxyJar proxyJar) {

    /** The engines and proxies that run. */
    public List<NodeProcesses.Node> nodes() {
        return new NodeProcesses(home).running();
    }

    /** A part that runs, such as {@code kafka}. */
    public RunningProcess part(String name) {
        return ProcessRecord.find(home.run().resolve(name + ".json"))
                .orElseThrow(() -> new IllegalStateException(name + " does not run"));
    }

    /** Kills as kill -9 does; the process ids are those that the stack itself has written down. */
    public void killPart(String part) {
        kill(part(part), part);
    }

    public void killNode(String nodeId) {
        kill(
                nodes().stream()
                        .filter(node -> node.id().equals(nodeId))
                        .findFirst()
                        .orElseThrow(() -> new IllegalStateException(nodeId + " does not run"))
                        .process(),
                nodeId);
    }

    private static void kill(RunningProcess process, String name) {
        process.kill();
        try {
            if (!process.awaitExit(java.time.Duration.ofSeconds(10))) {
                throw new IllegalStateException(name + " does not die");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    /** An engine's configuration file, which it will read when it is started again; empty if there is none. */
    public String configurationOf(String nodeId) {
        try {
            return Files.readString(home.nodes().resolve(nodeId).resolve("redis.conf"));
        } catch (NoSuchFileException none) {
            return "";
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
