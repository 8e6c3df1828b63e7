package io.baton.saga.kit;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.baton.contracts.BatonEvent;
import io.baton.saga.infrastructure.EventCodec;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;

/**
 * The topics as the other services see them: a test sends what they would send, and reads what the service under test
 * says, on a real broker. Everything that was on the topics before is read too: tests use ids of their own.
 */
public final class EventTopics implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EventCodec codec = new EventCodec(JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .build());
    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;
    private final List<ConsumerRecord<String, String>> seen = new CopyOnWriteArrayList<>();

    /** @param topics what to read */
    public EventTopics(String bootstrapServers, Collection<String> topics) {
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", bootstrapServers, "acks", "all"),
                new StringSerializer(),
                new StringSerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        bootstrapServers,
                        "group.id",
                        "test-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest",
                        "metadata.max.age.ms",
                        500),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(topics);
    }

    @SafeVarargs
    public static EventTopics reading(String bootstrapServers, Class<? extends BatonEvent>... events) {
        return new EventTopics(
                bootstrapServers,
                Arrays.stream(events).map(Class::getSimpleName).toList());
    }

    /** Sends an event as a service would; returns its id. */
    public String send(BatonEvent event) {
        String id = UUID.randomUUID().toString();
        send(id, event);
        return id;
    }

    /** Sends an event under a given id: the same id again is the same event again. */
    public void send(String id, BatonEvent event) {
        sendRaw(event.topic(), event.instanceId(), headers(id, event), codec.encode(event));
    }

    /** Sends an event as part of a trace. */
    public void sendTraced(BatonEvent event, String traceparent) {
        Map<String, String> headers = headers(UUID.randomUUID().toString(), event);
        headers.put("traceparent", traceparent);
        sendRaw(event.topic(), event.instanceId(), headers, codec.encode(event));
    }

    private static Map<String, String> headers(String id, BatonEvent event) {
        Map<String, String> headers = new HashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put("ce_id", id);
        headers.put("ce_type", event.topic());
        headers.put("ce_source", "/baton/test");
        headers.put("ce_subject", event.sagaId());
        headers.put("ce_time", Instant.now().toString());
        return headers;
    }

    /** Sends anything at all. */
    public void sendRaw(String topic, String key, Map<String, String> headers, String value) {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, key, value);
        headers.forEach((name, text) -> record.headers().add(name, text.getBytes(StandardCharsets.UTF_8)));
        try {
            producer.send(record).get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("Can't send to " + topic, failed);
        }
    }

    /** Waits for an event of a saga. */
    public <E extends BatonEvent> E await(Class<E> type, String sagaId) {
        return await(type, event -> event.sagaId().equals(sagaId));
    }

    public <E extends BatonEvent> E await(Class<E> type, Predicate<E> wanted) {
        return waitUntil(
                type.getSimpleName(),
                () -> events(type).filter(wanted).findFirst().orElse(null));
    }

    /** Waits for any record of a topic. */
    public ConsumerRecord<String, String> awaitRecord(String topic, Predicate<ConsumerRecord<String, String>> wanted) {
        return waitUntil(topic, () -> seen.stream()
                .filter(record -> record.topic().equals(topic))
                .filter(wanted)
                .findFirst()
                .orElse(null));
    }

    /** How many such records of a topic have been read so far. */
    public long countRecords(String topic, Predicate<ConsumerRecord<String, String>> wanted) {
        poll();
        return seen.stream()
                .filter(record -> record.topic().equals(topic))
                .filter(wanted)
                .count();
    }

    /** What has been read of one type, so far. */
    public <E extends BatonEvent> Stream<E> events(Class<E> type) {
        poll();
        return seen.stream()
                .filter(record -> record.topic().equals(type.getSimpleName()))
                .map(record -> type.cast(codec.decode(record.topic(), record.value())));
    }

    private <T> T waitUntil(String what, Callable<T> search) {
        return Awaitility.await(what + " comes")
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> {
                            poll();
                            return search.call();
                        },
                        Objects::nonNull);
    }

    private synchronized void poll() {
        consumer.poll(Duration.ofMillis(20)).forEach(seen::add);
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        consumer.close();
    }
}
