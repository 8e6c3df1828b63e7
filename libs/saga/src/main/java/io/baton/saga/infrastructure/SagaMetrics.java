package io.baton.saga.infrastructure;

import io.baton.contracts.BatonEvent;
import io.baton.saga.model.Saga;
import io.baton.saga.model.Transition;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * What every service tells Prometheus of its sagas and events. All that the sagas' tables list is there from the start, at
 * zero: the first event of a kind is a rise then, and not a series that begins at one, in which nobody sees a rise.
 */
@ApplicationScoped
public class SagaMetrics {

    /** Of waits between services: a hop is some milliseconds, and minutes when Kafka was away. */
    private static final Duration[] HOPS = {
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(250),
        Duration.ofSeconds(1),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30),
        Duration.ofMinutes(5)
    };

    private final SagaRegistry sagas;
    private final List<String> topics;
    private final MeterRegistry metrics;
    private final Timer delay;
    private final Timer handling;

    SagaMetrics(SagaRegistry sagas, @ConfigProperty(name = "baton.topics") List<String> topics, MeterRegistry metrics) {
        this.sagas = sagas;
        this.topics = topics;
        this.metrics = metrics;
        this.delay = Timer.builder("baton.event.delay")
                .description("From an event's arrival in Kafka until its handling begins")
                .serviceLevelObjectives(HOPS)
                .register(metrics);
        this.handling = Timer.builder("baton.event.handling")
                .description("How long the handling of an event took, retries included")
                .serviceLevelObjectives(HOPS)
                .register(metrics);
    }

    void start(@Observes StartupEvent event) {
        topics.forEach(this::deadLetters);
        for (Saga<?, ?> saga : sagas.all()) {
            saga.events().forEach(heard -> rejections(saga.name(), heard.getSimpleName()));
            saga.transitions().forEach(transition -> listed(saga.name(), transition));
        }
    }

    private void listed(String saga, Transition<?, ?, ?> transition) {
        for (Enum<?> to : transition.to()) {
            if (to != transition.from()) {
                transitions(saga, transition.from(), to);
            }
        }
        for (Class<? extends BatonEvent> sent : transition.emits()) {
            sends(sent.getSimpleName());
        }
    }

    void moved(String saga, Enum<?> from, Enum<?> to) {
        transitions(saga, from, to).increment();
    }

    void rejected(String saga, String input) {
        rejections(saga, input).increment();
    }

    void sent(String topic) {
        sends(topic).increment();
    }

    void deadLetter(String topic) {
        deadLetters(topic).increment();
    }

    /** @param arrivedAt when Kafka got it, in ms since the epoch */
    void begun(long arrivedAt) {
        delay.record(Duration.ofMillis(Math.max(0, System.currentTimeMillis() - arrivedAt)));
    }

    void handled(Duration took) {
        handling.record(took);
    }

    private Counter transitions(String saga, Enum<?> from, Enum<?> to) {
        return Counter.builder("baton.saga.transitions")
                .description("Changes of a saga's state")
                .tags("saga", saga, "from", from.name(), "to", to.name())
                .register(metrics);
    }

    private Counter rejections(String saga, String input) {
        return Counter.builder("baton.saga.rejected")
                .description("Inputs that are impossible in the state that they met")
                .tags("saga", saga, "input", input)
                .register(metrics);
    }

    private Counter sends(String topic) {
        return Counter.builder("baton.outbox.sent")
                .description("Events that Kafka has taken")
                .tag("topic", topic)
                .register(metrics);
    }

    private Counter deadLetters(String topic) {
        return Counter.builder("baton.dead.letters")
                .description("Records that could never be handled")
                .tag("topic", topic)
                .register(metrics);
    }
}
