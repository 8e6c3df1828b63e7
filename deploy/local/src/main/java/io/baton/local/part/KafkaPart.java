package io.baton.local.part;

import io.baton.local.Settings;
import io.baton.local.UserError;
import io.baton.local.process.Executables;
import io.baton.local.process.Launch;
import io.baton.local.process.RunningProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.Uuid;

/** A real Kafka broker, its own controller (KRaft), alone in its cluster. */
final class KafkaPart implements Part {

    static final String NAME = "kafka";

    private final Settings settings;
    private final KafkaTopics topics;

    KafkaPart(Settings settings) {
        this.settings = settings;
        this.topics = new KafkaTopics(settings.kafkaAddress());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public List<ListeningPort> ports() {
        return List.of(
                new ListeningPort(settings.ports().kafka(), "--kafka-port"),
                new ListeningPort(settings.ports().kafkaController(), "--kafka-port"));
    }

    @Override
    public RunningProcess start() throws IOException, InterruptedException {
        Path folder = settings.home().kafka();
        Files.createDirectories(folder);
        Path properties = KafkaProperties.write(folder, settings.ports());
        // The tool writes meta.properties last, so that a format that was cut short is done again.
        if (!Files.exists(KafkaProperties.logs(folder).resolve("meta.properties"))) {
            format(properties);
        }
        return launch(List.of("-Xms96m", "-Xmx320m"), List.of("kafka.Kafka", properties.toString()))
                .start();
    }

    private void format(Path properties) throws IOException, InterruptedException {
        boolean formatted = launch(
                        List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"),
                        List.of(
                                "kafka.tools.StorageTool",
                                "format",
                                "--ignore-formatted",
                                "--cluster-id",
                                Uuid.randomUuid().toString(),
                                "--config",
                                properties.toString()))
                .run(Duration.ofSeconds(60));
        if (!formatted) {
            throw new UserError("Kafka's folder could not be formatted: see %s.", log());
        }
    }

    private Launch launch(List<String> options, List<String> program) {
        List<String> command = new ArrayList<>();
        command.add(Executables.java());
        command.addAll(options);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Djava.awt.headless=true",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd HH:mm:ss.SSS",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.log.kafka.server=info",
                "-Dorg.slf4j.simpleLogger.log.kafka.server.KafkaConfig=warn",
                "-cp",
                libraries()));
        command.addAll(program);
        return new Launch(command, Map.of(), settings.home().kafka(), log());
    }

    private String libraries() {
        Path folder = settings.libraries();
        if (!Files.isDirectory(folder)) {
            throw new UserError("Kafka's libraries are not there: run mvn package in %s.", settings.root());
        }
        return folder + "/*";
    }

    private Path log() {
        return settings.home().log(NAME);
    }

    @Override
    public boolean ready() throws InterruptedException {
        return topics.ensure();
    }
}
