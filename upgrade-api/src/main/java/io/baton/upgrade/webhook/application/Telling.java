package io.baton.upgrade.webhook.application;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.baton.upgrade.webhook.model.Delivery;
import io.baton.upgrade.webhook.model.Message;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.UUID;

/** Sends for a person: a ping, or a delivery once more. Both go the way that events go. */
@ApplicationScoped
public class Telling {

    /** The CloudEvents type of a ping, which is no event. */
    public static final String PING = "WebhookPing";

    private static final String SOURCE = "/baton/upgrade-api";

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final ObjectMapper json;

    Telling(Webhooks webhooks, Deliveries deliveries, ObjectMapper json) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.json = json;
    }

    /** Has a ping sent, whatever events the webhook wants. */
    @Transactional
    public Delivery ping(String webhookId) {
        webhooks.get(webhookId);
        String id = UUID.randomUUID().toString();
        Instant now = Instant.now();
        String body = cloudEvent(
                id, PING, SOURCE, webhookId, now, json.createObjectNode().put("webhookId", webhookId));
        long delivery = deliveries
                .append(webhookId, new Message(id, PING, "", now, body))
                .orElseThrow();
        return deliveries.get(webhookId, delivery);
    }

    /** Has a delivery sent once more, under its former id. */
    @Transactional
    public Delivery again(String webhookId, long deliveryId) {
        deliveries.get(webhookId, deliveryId);
        deliveries.again(deliveryId);
        return deliveries.get(webhookId, deliveryId);
    }

    /** An event in CloudEvents' structured mode: the attributes are those that its Kafka headers have. */
    public String cloudEvent(String id, String type, String source, String subject, Instant time, JsonNode data) {
        ObjectNode event = json.createObjectNode()
                .put("specversion", "1.0")
                .put("id", id)
                .put("type", type)
                .put("source", source)
                .put("subject", subject)
                .put("time", time.toString())
                .put("datacontenttype", "application/json");
        event.set("data", data);
        return event.toString();
    }
}
