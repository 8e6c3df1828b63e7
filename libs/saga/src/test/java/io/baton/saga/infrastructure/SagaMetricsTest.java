package io.baton.saga.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.saga.kit.EventTopics;
import io.baton.testkit.KafkaResource;
import io.baton.testkit.PostgresResource;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What the library tells Prometheus. */
@QuarkusTest
@TestProfile(SagaLibraryProfile.class)
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(PostgresResource.class)
class SagaMetricsTest {

    @Inject
    MeterRegistry metrics;

    @Test
    void whatTheTablesListIsThereBeforeItHappens() {
        assertThat(metrics.find("baton.saga.transitions").tag("saga", "relay").counters())
                .isNotEmpty();
        assertThat(metrics.find("baton.saga.rejected")
                        .tags("saga", "relay", "input", "UpgradeRequested")
                        .counter())
                .isNotNull();
        assertThat(metrics.find("baton.outbox.sent")
                        .tag("topic", "SwitchWindowRecalled")
                        .counter())
                .isNotNull();
        assertThat(metrics.find("baton.dead.letters")
                        .tag("topic", "ResourcesAllocated")
                        .counter())
                .isNotNull();
    }

    @Test
    void aDeadLetterIsCountedAndNoLagIsLeftBehindIt() {
        double before = deadLetters();
        try (EventTopics topics = new EventTopics(KafkaResource.bootstrapServers(), List.of("saga-test.dead-letter"))) {
            Map<String, String> headers = Map.of("ce_id", UUID.randomUUID().toString(), "ce_type", "UpgradeRequested");
            topics.sendRaw("UpgradeRequested", "ins-" + UUID.randomUUID(), headers, "{ not json");
            await().until(() -> deadLetters() == before + 1);
        }
        assertThat(metrics.get("baton.event.handling").timer().count()).isPositive();
        assertThat(metrics.get("baton.event.delay").timer().count()).isPositive();
        await().untilAsserted(() -> assertThat(metrics.get("baton.consumer.lag")
                        .tag("topic", "UpgradeRequested")
                        .gauge()
                        .value())
                .isZero());
    }

    private double deadLetters() {
        return metrics.get("baton.dead.letters")
                .tag("topic", "UpgradeRequested")
                .counter()
                .count();
    }
}
