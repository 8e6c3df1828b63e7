package io.baton.resource;

import static io.baton.resource.TestInstance.REDIS_7_0;
import static org.assertj.core.api.Assertions.assertThat;

import io.baton.saga.infrastructure.SagaRegistry;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PoisonTest extends ServiceTest {
    @Inject
    SagaRegistry sagas;

    @ConfigProperty(name = "baton.topics")
    List<String> topics;

    @Test
    void theServiceListensToWhatItsSagasHear() {
        Stream<String> heard = sagas.all().stream()
                .flatMap(saga -> saga.events().stream())
                .map(Class::getSimpleName)
                .distinct();

        assertThat(topics).containsExactlyInAnyOrderElementsOf(heard.toList());
        assertThat(ServiceClient.IN).containsExactlyInAnyOrderElementsOf(topics);
    }

    @Test
    void poisonOnAnyTopicIsPutAsideAndTheServiceGoesOn() {
        for (String topic : topics) {
            String key = "poison-" + UUID.randomUUID();
            service.sendRaw(topic, key, topic, "{\"no\":\"such event\"}");
            assertThat(service.awaitDeadLetter(key).value()).isEqualTo("{\"no\":\"such event\"}");
        }

        TestInstance instance = instance(REDIS_7_0);
        instance.provision();
        assertThat(instance.command("PING")).isEqualTo("PONG");
    }
}
