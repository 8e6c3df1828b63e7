package io.baton.upgrade;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.baton.contracts.BatonEvent;
import io.baton.testkit.KafkaResource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Stands for resource-service, sync-service and switchover-service: tells what they would tell and hears what they would
 * hear, on the real broker.
 */
public final class OtherServices implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final KafkaProducer<String, String> producer;
    private final KafkaConsumer<String, String> consumer;
    private final List<ConsumerRecord<String, String>> heard = new CopyOnWriteArrayList<>();
    private final Thread ear = new Thread(this::listen, "other-services");

    public OtherServices() {
        String broker = KafkaResource.bootstrapServers();
        producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker, "linger.ms", 0), new StringSerializer(), new StringSerializer());
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker,
                        "group.id",
                        "other-services-" + UUID.randomUUID(),
                        "auto.offset.reset",
                        "earliest",
                        "metadata.max.age.ms",
                        500),
                new StringDeserializer(),
                new StringDeserializer());
        consumer.subscribe(Pattern.compile("[A-Z][A-Za-z]+|upgrade-api\\.dead-letter"));
        ear.setDaemon(true);
        ear.start();
    }

    private void listen() {
        try {
            while (true) {
                consumer.poll(Duration.ofMillis(100)).forEach(heard::add);
            }
        } catch (WakeupException closing) {
            consumer.close();
        }
    }

    /** Tells an event, as any service does. */
    public void tell(BatonEvent event) {
        send(UUID.randomUUID().toString(), event.topic(), event.instanceId(), event.topic(), json(event));
    }

    /** Sends any record to a topic. */
    public void send(String eventId, String topic, String key, String type, String value) {
        ProducerRecord<String, String> message = new ProducerRecord<>(topic, key, value);
        message.headers().add("ce_id", eventId.getBytes(StandardCharsets.UTF_8));
        message.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
        message.headers().add("ce_source", "/baton/test".getBytes(StandardCharsets.UTF_8));
        message.headers().add("ce_subject", key.getBytes(StandardCharsets.UTF_8));
        message.headers().add("ce_time", Instant.now().toString().getBytes(StandardCharsets.UTF_8));
        producer.send(message);
        producer.flush();
    }

    /** Waits for an event about an instance. */
    public <E extends BatonEvent> E hear(Class<E> type, String instanceId) {
        return hear(type, instanceId, any -> true);
    }

    /** Waits for an event about an instance that is as wanted. */
    public <E extends BatonEvent> E hear(Class<E> type, String instanceId, Predicate<E> wanted) {
        return await("hear " + type.getSimpleName() + " about " + instanceId)
                .atMost(PATIENCE)
                .until(() -> all(type, instanceId).stream().filter(wanted).findFirst(), found -> found.isPresent())
                .orElseThrow();
    }

    /** What was heard so far. */
    public <E extends BatonEvent> List<E> all(Class<E> type, String instanceId) {
        return heard.stream()
                .filter(message -> message.topic().equals(type.getSimpleName()) && instanceId.equals(message.key()))
                .map(message -> read(message.value(), type))
                .toList();
    }

    /** Waits for a record on a topic. */
    public ConsumerRecord<String, String> hearRecord(String topic, Predicate<ConsumerRecord<String, String>> wanted) {
        return await("hear a record on " + topic)
                .atMost(PATIENCE)
                .until(
                        () -> heard.stream()
                                .filter(message -> message.topic().equals(topic) && wanted.test(message))
                                .findFirst(),
                        found -> found.isPresent())
                .orElseThrow();
    }

    /** Everything heard, as text. */
    public List<String> everything() {
        return heard.stream().map(ConsumerRecord::value).toList();
    }

    public static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static <T> T read(String json, Class<T> type) {
        try {
            return JSON.readValue(json, type);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException(unreadable);
        }
    }

    @Override
    public void close() {
        consumer.wakeup();
        producer.close();
    }
}
