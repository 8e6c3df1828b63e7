package io.baton.saga.infrastructure;

import io.baton.contracts.BatonEvent;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/** Takes the service's topics, one record after the other. Poison is nacked, and so ends on the dead-letter topic. */
@ApplicationScoped
public class EventConsumer {
    private static final Logger LOG = Logger.getLogger(EventConsumer.class);

    private final EventCodec codec;
    private final PatientHandler handler;
    private final SagaMetrics metrics;

    EventConsumer(EventCodec codec, PatientHandler handler, SagaMetrics metrics) {
        this.codec = codec;
        this.handler = handler;
        this.metrics = metrics;
    }

    @Incoming("events")
    @Blocking
    public void consume(ConsumerRecord<String, String> record) {
        long begun = System.nanoTime();
        metrics.begun(record.timestamp());
        try {
            handle(record);
        } finally {
            metrics.handled(Duration.ofNanos(System.nanoTime() - begun));
        }
    }

    private void handle(ConsumerRecord<String, String> record) {
        String eventId = EventHeaders.required(record, "ce_id");
        try {
            BatonEvent event = codec.decode(EventHeaders.required(record, "ce_type"), record.value());
            if (!event.topic().equals(record.topic())) {
                throw new PoisonEventException(event.topic() + " doesn't belong on topic " + record.topic());
            }
            if (!event.instanceId().equals(record.key())) {
                throw new PoisonEventException("the key is not the instance id " + event.instanceId());
            }
            handler.handle(eventId, event);
        } catch (PoisonEventException poison) {
            LOG.warnf(
                    "poison event topic=%s partition=%d offset=%d reason=\"%s\"",
                    record.topic(), record.partition(), record.offset(), poison.getMessage());
            metrics.deadLetter(record.topic());
            throw poison;
        }
    }
}
