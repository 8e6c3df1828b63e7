package io.baton.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.contracts.BatonEvent;
import io.baton.saga.kit.EventTopics;
import io.baton.testkit.KafkaResource;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The other services, as resource-service sees them: sends their events and reads what comes back. */
@Singleton
public class ServiceClient {
    static final String DEAD_LETTERS = "resource-service.dead-letter";
    static final List<String> IN = List.of(
            "InstanceRequested",
            "InstanceRemovalRequested",
            "UpgradeRequested",
            "SwitchCompleted",
            "SyncStopped",
            "UpgradeCancelled",
            "UpgradeFailed");
    static final List<String> OUT = List.of(
            "InstanceProvisioned",
            "InstanceProvisioningFailed",
            "InstanceRemoved",
            "ResourcesAllocated",
            "AllocationFailed",
            "ResourcesReleased");
    static final List<String> TOPICS =
            Stream.of(IN, OUT, List.of(DEAD_LETTERS)).flatMap(List::stream).toList();

    private final EventTopics topics = new EventTopics(
            KafkaResource.bootstrapServers(),
            Stream.concat(OUT.stream(), Stream.of(DEAD_LETTERS)).toList());

    @PreDestroy
    void close() {
        topics.close();
    }

    void send(BatonEvent event) {
        topics.send(event);
    }

    void send(String id, BatonEvent event) {
        topics.send(id, event);
    }

    /** Something that claims to be an event. */
    void sendRaw(String topic, String key, String type, String value) {
        topics.sendRaw(topic, key, Map.of("ce_id", UUID.randomUUID().toString(), "ce_type", type), value);
    }

    /** Waits for the one event of that type; a second one fails. */
    <E extends BatonEvent> E awaitOne(Class<E> type, String sagaId) {
        E event = topics.await(type, sagaId);
        assertThat(count(type, sagaId)).isEqualTo(1);
        return event;
    }

    <E extends BatonEvent> long count(Class<E> type, String sagaId) {
        return topics.events(type)
                .filter(event -> event.sagaId().equals(sagaId))
                .count();
    }

    ConsumerRecord<String, String> awaitDeadLetter(String key) {
        return topics.awaitRecord(DEAD_LETTERS, record -> key.equals(record.key()));
    }

    /** How many of the events sent so far hold a text. */
    long countHolding(String text) {
        return OUT.stream()
                .mapToLong(topic ->
                        topics.countRecords(topic, record -> record.value().contains(text)))
                .sum();
    }
}
