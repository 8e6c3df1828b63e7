package io.baton.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.baton.contracts.UpgradeEvent.SyncStopped;
import io.baton.contracts.UpgradeEvent.UpgradeCancelled;
import io.baton.saga.infrastructure.SagaRegistry;
import io.baton.testkit.KafkaResource;
import io.baton.testkit.PostgresResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(KafkaResource.class)
@QuarkusTestResource(PostgresResource.class)
@QuarkusTestResource(HomeResource.class)
class PoisonTest {

    @Inject
    SagaRegistry sagas;

    @ConfigProperty(name = "baton.topics")
    List<String> topics;

    @Test
    void theTopicsAreWhatTheSagaHears() {
        assertThat(topics)
                .containsExactlyInAnyOrderElementsOf(sagas.all().stream()
                        .flatMap(saga -> saga.events().stream())
                        .map(Class::getSimpleName)
                        .collect(Collectors.toSet()));
    }

    @Test
    void poisonOnEveryTopicIsPutAsideAndTheServiceGoesOn() throws Exception {
        try (Events events = new Events()) {
            for (String topic : topics) {
                String poison = "{\"poison\":\"" + topic + UUID.randomUUID() + "\"}";
                events.send(topic, "i", topic, UUID.randomUUID().toString(), poison);
                await("dead letter of " + topic).atMost(Duration.ofSeconds(30)).until(() -> events.deadLetters()
                        .contains(poison));
            }
            UpgradeCancelled cancelled = new UpgradeCancelled(
                    UUID.randomUUID().toString(), UUID.randomUUID().toString());
            events.send(cancelled);
            await("it goes on")
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> events.heard(SyncStopped.class, cancelled.upgradeId())
                                    .size()
                            == 1);
        }
    }
}
