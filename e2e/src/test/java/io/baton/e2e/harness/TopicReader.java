package io.baton.e2e.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads what topics hold, as any subscriber could. */
public final class TopicReader {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String address;

    TopicReader(String address) {
        this.address = address;
    }

    /** One record: its topic, key, JSON value, CloudEvents type, and its headers and value as text. */
    public record Event(String topic, String key, JsonNode value, String type, String text) {}

    /** All records of the topics that are there now, in the order of each partition. */
    public List<Event> all(Collection<String> topics) {
        try (KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", address, "enable.auto.commit", "false"),
                new StringDeserializer(),
                new StringDeserializer())) {
            List<TopicPartition> partitions = topics.stream()
                    .flatMap(topic -> consumer.partitionsFor(topic).stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            List<Event> events = new ArrayList<>();
            while (partitions.stream().anyMatch(each -> consumer.position(each) < ends.get(each))) {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> events.add(event(record)));
            }
            return events;
        }
    }

    /** The records of one topic about one instance. */
    public List<Event> about(String instanceId, String topic) {
        return all(List.of(topic)).stream()
                .filter(event -> instanceId.equals(event.key()))
                .toList();
    }

    private static Event event(ConsumerRecord<String, String> record) {
        StringBuilder text = new StringBuilder(record.value());
        record.headers()
                .forEach(header -> text.append('\n').append(new String(header.value(), StandardCharsets.UTF_8)));
        var type = record.headers().lastHeader("ce_type");
        try {
            return new Event(
                    record.topic(),
                    record.key(),
                    JSON.readTree(record.value()),
                    type == null ? null : new String(type.value(), StandardCharsets.UTF_8),
                    text.toString());
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }
}
