package io.baton.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.testkit.KafkaResource;
import io.baton.testkit.LabelledProxyJar;
import io.baton.testkit.RepositoryRoot;
import io.baton.testkit.TestHome;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** A BATON_HOME for the service under test; afterwards every process that was started from it is ended. */
public final class ResourceHome implements QuarkusTestResourceLifecycleManager {
    static final String LYING_VERSION = "7.0.98";

    private static final int PORTS = 400;

    /** The proxy that the service starts. */
    static LabelledProxyJar proxyJar;

    private TestHome home;

    @Override
    public Map<String, String> start() {
        home = TestHome.create();
        proxyJar = LabelledProxyJar.of(RepositoryRoot.find(), home.path().resolve("proxy"));
        createTopics();
        return Map.of(
                "baton.resource.home",
                home.path().toString(),
                "baton.resource.engines",
                RepositoryRoot.engines() + File.pathSeparator + lyingBuild(),
                "baton.resource.proxy-jar",
                proxyJar.path().toString(),
                "baton.resource.node-ports",
                TestPorts.range(PORTS));
    }

    /** A build that says to be another version as long as it doesn't run. */
    private Path lyingBuild() {
        Path folder = home.path().resolve("engines");
        Path build = folder.resolve("redis-" + LYING_VERSION).resolve("redis-server");
        try {
            Files.createDirectories(build.getParent());
            Files.writeString(
                    build, """
                    #!/bin/sh
                    if [ "$1" = --version ]; then echo "Redis server v=%s sha=0:0"; exit; fi
                    exec %s "$@"
                    """.formatted(LYING_VERSION, RepositoryRoot.engines().resolve("redis-7.0.15/redis-server")));
            return folder;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** A consumer that subscribes to a topic before it exists would find it only seconds later. */
    private static void createTopics() {
        List<NewTopic> topics = ServiceClient.TOPICS.stream()
                .map(topic -> new NewTopic(topic, 1, (short) 1))
                .toList();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaResource.bootstrapServers()))) {
            List<String> there = List.copyOf(admin.listTopics().names().get());
            admin.createTopics(topics.stream()
                            .filter(topic -> !there.contains(topic.name()))
                            .toList())
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("no topics", failed);
        }
    }

    /** The service is down by now: nothing is started again. */
    @Override
    public void stop() {
        Path nodes = home.path().resolve("nodes");
        if (Files.isDirectory(nodes)) {
            try (Stream<Path> folders = Files.list(nodes)) {
                folders.map(folder -> folder.resolve("node.json"))
                        .filter(Files::exists)
                        .forEach(ResourceHome::end);
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }
        home.close();
    }

    private static void end(Path record) {
        try {
            JsonNode node = new ObjectMapper().readTree(record.toFile());
            long startedAt = node.path("startedAt").asLong();
            ProcessHandle.of(node.path("pid").asLong())
                    .filter(process -> process.info()
                            .startInstant()
                            .filter(start -> Math.abs(start.toEpochMilli() - startedAt) < 2_000)
                            .isPresent())
                    .ifPresent(process -> {
                        process.destroyForcibly();
                        process.onExit().orTimeout(10, java.util.concurrent.TimeUnit.SECONDS);
                    });
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
