package io.baton.local.part;

import io.baton.local.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The broker's settings: one node, loopback, small and quick to start. */
final class KafkaProperties {

    private KafkaProperties() {}

    static Path logs(Path folder) {
        return folder.resolve("data");
    }

    static Path write(Path folder, Ports ports) throws IOException {
        String text =
                """
                # Written by deploy/up at every start.
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=BROKER://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=BROKER://127.0.0.1:%1$d
                inter.broker.listener.name=BROKER
                controller.listener.names=CONTROLLER
                listener.security.protocol.map=BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT
                log.dirs=%3$s
                num.partitions=%4$d
                auto.create.topics.enable=true
                default.replication.factor=1
                min.insync.replicas=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=1
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                # A consumer group of one has nobody to wait for.
                group.initial.rebalance.delay.ms=0
                # After a crash the broker can't register again before its former session has ended.
                broker.session.timeout.ms=2000
                broker.heartbeat.interval.ms=300
                log.retention.hours=168
                log.segment.bytes=67108864
                log.index.size.max.bytes=1048576
                log.cleaner.dedupe.buffer.size=4194304
                num.network.threads=2
                num.io.threads=4
                """.formatted(ports.kafka(), ports.kafkaController(), escaped(logs(folder)), KafkaTopics.PARTITIONS);
        return Files.writeString(folder.resolve("server.properties"), text);
    }

    /** A backslash in a path would be read as an escape. */
    private static String escaped(Path path) {
        return path.toString().replace("\\", "\\\\");
    }
}
