package io.baton.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

class KafkaResourceTest {

    @Test
    void givesABrokerThatCarriesARecord() throws Exception {
        KafkaResource resource = new KafkaResource();
        String servers = resource.start().get("kafka.bootstrap.servers");

        try (KafkaProducer<String, String> producer =
                new KafkaProducer<>(client(servers), new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>("testkit", "key", "value")).get();
        }

        try (KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(client(servers), new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of("testkit"));
            ConsumerRecords<String, String> records = consumer.poll(Duration.ofSeconds(20));
            assertThat(records).singleElement().satisfies(record -> assertThat(record.value())
                    .isEqualTo("value"));
        }
    }

    @Test
    void givesTheSameBrokerToEveryClassAndPassesArgumentsOn() {
        KafkaResource first = new KafkaResource();
        KafkaResource second = new KafkaResource();
        second.init(Map.of("some.setting", "42"));

        String servers = first.start().get("kafka.bootstrap.servers");
        first.stop();

        assertThat(second.start())
                .containsEntry("kafka.bootstrap.servers", servers)
                .containsEntry("some.setting", "42");
    }

    private static Properties client(String servers) {
        Properties settings = new Properties();
        settings.putAll(Map.of(
                "bootstrap.servers", servers,
                "group.id", "testkit",
                "auto.offset.reset", "earliest"));
        return settings;
    }
}
