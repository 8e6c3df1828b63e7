package io.baton.upgrade;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.saga.infrastructure.SagaRegistry;
import io.baton.saga.model.Saga;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ServiceTest
class TopicsTest {

    private static OtherServices others;

    @Inject
    SagaRegistry sagas;

    @ConfigProperty(name = "baton.topics")
    List<String> topics;

    @BeforeAll
    static void begin() {
        others = new OtherServices();
    }

    @AfterAll
    static void end() {
        others.close();
    }

    @Test
    void areThoseThatTheSagasHear() {
        assertThat(topics)
                .containsExactlyInAnyOrderElementsOf(sagas.all().stream()
                        .map(Saga::events)
                        .flatMap(events -> events.stream())
                        .map(Class::getSimpleName)
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UpgradeRequested", "ResourcesAllocated", "AllocationFailed", "SyncProgressed", "SyncCaughtUp",
                "SyncFellBehind", "SyncFailed", "SyncStopped", "SwitchWindowMissed", "SwitchCompleted",
                "ResourcesReleased", "InstanceProvisioned", "InstanceProvisioningFailed", "InstanceRemoved"
            })
    void poisonEndsOnTheDeadLetterTopicAndTheServiceGoesOn(String topic) {
        String marker = UUID.randomUUID().toString();
        others.send(marker, topic, "ins-poison", topic, "{\"poison\": \"" + marker + "\"}");
        others.send("no-json-" + marker, topic, "ins-poison", topic, "no json " + marker);

        others.hearRecord("upgrade-api.dead-letter", record -> record.value().contains("\"" + marker));
        others.hearRecord("upgrade-api.dead-letter", record -> record.value().equals("no json " + marker));
        Story story = Api.running(others);
        assertThat(story.instanceId()).isNotBlank();
        assertThat(topics).contains(topic);
    }
}
