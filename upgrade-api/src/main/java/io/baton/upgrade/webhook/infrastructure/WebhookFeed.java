package io.baton.upgrade.webhook.infrastructure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.saga.infrastructure.EventCodec;
import io.baton.saga.infrastructure.EventHeaders;
import io.baton.saga.infrastructure.PoisonEventException;
import io.baton.upgrade.webhook.application.Telling;
import io.baton.upgrade.webhook.model.Message;
import io.smallrye.reactive.messaging.annotations.Blocking;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.DateTimeException;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jboss.logging.Logger;

/**
 * Reads all topics for the webhooks, in a group of its own, as any subscriber does. What is no event is passed over: whoever
 * it is meant for puts it on the dead-letter topic.
 */
@ApplicationScoped
public class WebhookFeed {

    private static final Logger LOG = Logger.getLogger(WebhookFeed.class);

    private final EventCodec codec;
    private final ObjectMapper json;
    private final Telling telling;
    private final WebhookIntake intake;

    WebhookFeed(EventCodec codec, ObjectMapper json, Telling telling, WebhookIntake intake) {
        this.codec = codec;
        this.json = json;
        this.telling = telling;
        this.intake = intake;
    }

    @Incoming("webhooks")
    @Blocking
    public void consume(ConsumerRecord<String, String> record) {
        Message message;
        try {
            message = message(record);
        } catch (PoisonEventException | DateTimeException | JsonProcessingException noEvent) {
            LOG.infof(
                    "no event for webhooks topic=%s partition=%d offset=%d",
                    record.topic(), record.partition(), record.offset());
            return;
        }
        intake.take(message);
    }

    private Message message(ConsumerRecord<String, String> record) throws JsonProcessingException {
        String id = EventHeaders.required(record, "ce_id");
        String type = EventHeaders.required(record, "ce_type");
        String instanceId = codec.decode(type, record.value()).instanceId();
        Instant time = Instant.parse(EventHeaders.required(record, "ce_time"));
        String body = telling.cloudEvent(
                id,
                type,
                EventHeaders.required(record, "ce_source"),
                EventHeaders.required(record, "ce_subject"),
                time,
                json.readTree(record.value()));
        return new Message(id, type, instanceId, time, body);
    }
}
