package io.baton.sync;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.baton.contracts.BatonEvent;
import io.baton.contracts.UpgradeEvent;
import io.baton.contracts.UpgradeEvent.SyncCaughtUp;
import io.baton.contracts.UpgradeEvent.SyncFailed;
import io.baton.contracts.UpgradeEvent.SyncFellBehind;
import io.baton.contracts.UpgradeEvent.SyncProgressed;
import io.baton.contracts.UpgradeEvent.SyncStopped;
import io.baton.testkit.KafkaResource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The other services, as far as sync-service can tell: they send events, and hear what it sends. */
final class Events implements AutoCloseable {
    static final String DEAD_LETTERS = "sync-service.dead-letter";
    private static final List<Class<? extends UpgradeEvent>> OUT = List.of(
            SyncProgressed.class, SyncCaughtUp.class, SyncFellBehind.class, SyncFailed.class, SyncStopped.class);

    private final ObjectMapper mapper = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private final KafkaProducer<String, String> producer = new KafkaProducer<>(
            Map.of(ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, KafkaResource.bootstrapServers()),
            new StringSerializer(),
            new StringSerializer());
    private final List<UpgradeEvent> heard = new CopyOnWriteArrayList<>();
    private final List<String> deadLetters = new CopyOnWriteArrayList<>();
    private final KafkaConsumer<String, String> consumer = new KafkaConsumer<>(
            Map.of(
                    ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                    KafkaResource.bootstrapServers(),
                    ConsumerConfig.GROUP_ID_CONFIG,
                    UUID.randomUUID().toString(),
                    ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
                    "earliest",
                    ConsumerConfig.METADATA_MAX_AGE_CONFIG,
                    "300"),
            new StringDeserializer(),
            new StringDeserializer());
    private final Thread listener = new Thread(this::listen, "events-heard");

    Events() {
        listener.start();
    }

    /** Sends an event under a new id. */
    String send(BatonEvent event) {
        return send(event, UUID.randomUUID().toString());
    }

    /** Sends an event under an id of the test's choice. */
    String send(BatonEvent event, String id) {
        try {
            send(event.topic(), event.instanceId(), event.topic(), id, mapper.writeValueAsString(event));
            return id;
        } catch (Exception failed) {
            throw new IllegalStateException(failed);
        }
    }

    void send(String topic, String key, String type, String id, String json) {
        ProducerRecord<String, String> record = new ProducerRecord<>(topic, key, json);
        record.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
        record.headers().add("ce_type", type.getBytes(StandardCharsets.UTF_8));
        producer.send(record);
        producer.flush();
    }

    /** What sync-service said about an upgrade, in order for each type. */
    <T extends UpgradeEvent> List<T> heard(Class<T> type, String upgradeId) {
        return heard.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .filter(event -> event.upgradeId().equals(upgradeId))
                .toList();
    }

    List<String> deadLetters() {
        return deadLetters;
    }

    private void listen() {
        List<String> topics = Stream.concat(OUT.stream().map(Class::getSimpleName), Stream.of(DEAD_LETTERS))
                .toList();
        try (consumer) {
            consumer.subscribe(topics);
            while (true) {
                consumer.poll(Duration.ofMillis(50)).forEach(this::hear);
            }
        } catch (WakeupException stopped) {
            // close() asked for it
        }
    }

    private void hear(ConsumerRecord<String, String> record) {
        if (record.topic().equals(DEAD_LETTERS)) {
            deadLetters.add(record.value());
            return;
        }
        OUT.stream()
                .filter(type -> type.getSimpleName().equals(record.topic()))
                .forEach(type -> heard.add(read(record.value(), type)));
    }

    private <T> T read(String json, Class<T> type) {
        try {
            return mapper.readValue(json, type);
        } catch (Exception failed) {
            throw new IllegalStateException(json, failed);
        }
    }

    @Override
    public void close() throws InterruptedException {
        consumer.wakeup();
        listener.join();
        producer.close();
    }
}
