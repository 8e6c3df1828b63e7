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
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
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

    /** One record: its topic, key, JSON value, CloudEvents type, headers, and its headers and value as text. */
    public record Event(
            String topic, String key, JsonNode value, String type, Map<String, String> headers, String text) {

        public String id() {
            return headers.get("ce_id");
        }
    }

    /** All topics that there are, but for the broker's own. */
    public Set<String> names() {
        try (KafkaConsumer<String, String> consumer = consumer()) {
            Set<String> names = new TreeSet<>(consumer.listTopics().keySet());
            names.removeIf(name -> name.startsWith("__"));
            return names;
        }
    }

    private KafkaConsumer<String, String> consumer() {
        return new KafkaConsumer<>(
                Map.of("bootstrap.servers", address, "enable.auto.commit", "false"),
                new StringDeserializer(),
                new StringDeserializer());
    }

    /** All records of the topics that are there now, in the order of each partition. */
    public List<Event> all(Collection<String> topics) {
        try (KafkaConsumer<String, String> consumer = consumer()) {
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
        Map<String, String> headers = new TreeMap<>();
        record.headers()
                .forEach(header -> headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8)));
        try {
            return new Event(
                    record.topic(),
                    record.key(),
                    JSON.readTree(record.value()),
                    headers.get("ce_type"),
                    headers,
                    record.value() + "\n" + String.join("\n", headers.values()));
        } catch (IOException noJson) {
            throw new UncheckedIOException(noJson);
        }
    }
}
