package io.baton.e2e.consumers;

import com.fasterxml.jackson.databind.JsonNode;
import io.baton.client.BatonApi;
import io.baton.contracts.EventTypes;
import io.baton.e2e.clients.NodeInstallation;
import io.baton.e2e.harness.StackHarness;
import io.baton.e2e.stack.FreePorts;
import io.baton.local.process.Executables;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** All programs of docs/consumers that can be run here, each on its own, watching one instance. */
final class Examples implements AutoCloseable {

    /** What the subscribers subscribe to. */
    static final List<String> TOPICS = List.of(
            "UpgradeRequested",
            "ResourcesAllocated",
            "SyncCaughtUp",
            "SwitchWindowOpen",
            "SwitchWindowMissed",
            "SwitchCompleted",
            "ResourcesReleased",
            "UpgradeCompleted",
            "UpgradeFailed",
            "UpgradeCancelled");

    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Map<String, Example> running = new LinkedHashMap<>();
    private final Map<String, String> webhooks = new LinkedHashMap<>();
    private final Map<String, URI> addresses = new LinkedHashMap<>();
    private final BatonApi api;
    private final String broker;

    Examples(StackHarness stack) {
        this.api = stack.api();
        this.broker = stack.kafkaAddress();
    }

    /** Returns when the receivers listen. */
    void watch(String instanceId) throws Exception {
        running.put("Subscriber.java", Example.java("Subscriber.java", Map.of(), broker, "example-java"));
        if (Executables.find("kcat").isPresent()) {
            running.put("kcat.sh", Example.run(List.of("bash", "kcat.sh"), Map.of(), broker, "example-kcat"));
        }
        receive("Receiver.java", instanceId, List.of());
        if (NodeInstallation.present()) {
            NodeInstallation.install(Example.folder());
            running.put(
                    "subscriber.mjs", Example.run(List.of("node", "subscriber.mjs"), Map.of(), broker, "example-node"));
            receive("receiver.mjs", instanceId, List.of("node"));
        }
    }

    /** Registers a webhook for an example and starts the example with the secret that the answer shows. */
    private void receive(String example, String instanceId, List<String> interpreter) throws IOException {
        int port = FreePorts.inARow(1);
        URI address = URI.create("http://127.0.0.1:" + port + "/");
        addresses.put(example, address);
        JsonNode webhook = api.post(
                "webhooks",
                Map.of(
                        "url", address.toString(),
                        "instanceIds", List.of(instanceId),
                        "eventTypes", EventTypes.names()));
        webhooks.put(example, webhook.path("id").asText());
        Map<String, String> secret =
                Map.of("WEBHOOK_SECRET", webhook.path("secret").asText());
        Example receiver = interpreter.isEmpty()
                ? Example.java(example, secret, Integer.toString(port))
                : Example.run(interpreter, secret, example, Integer.toString(port));
        running.put(example, receiver);
        Awaitility.await(example + " listens").atMost(LIMIT).until(() -> !receiver.lines()
                .isEmpty());
    }

    Example named(String example) {
        return running.get(example);
    }

    /** Where a receiver listens. */
    URI address(String example) {
        return addresses.get(example);
    }

    /** Returns when each has told of this event of the upgrade. */
    void awaitAllHave(String event, String upgrade) {
        running.forEach((name, example) -> Awaitility.await(name + " tells of " + event)
                .atMost(LIMIT)
                .failFast(name + " has ended", () -> !example.runs())
                .until(() -> example.about(upgrade).stream().anyMatch(line -> line.contains(event))));
    }

    @Override
    public void close() throws Exception {
        Path folder = Path.of(System.getProperty("baton.root"), "e2e/target/consumers");
        Files.createDirectories(folder);
        for (Map.Entry<String, Example> one : running.entrySet()) {
            one.getValue().close();
            Files.write(folder.resolve(one.getKey() + ".out"), one.getValue().lines());
        }
        webhooks.values().forEach(id -> api.remove("webhooks/" + id));
    }
}
