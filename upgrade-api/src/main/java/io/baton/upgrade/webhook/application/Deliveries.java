package io.baton.upgrade.webhook.application;

import io.baton.upgrade.shared.model.Page;
import io.baton.upgrade.shared.model.Refusal;
import io.baton.upgrade.webhook.model.Delivery;
import io.baton.upgrade.webhook.model.DeliveryStatus;
import io.baton.upgrade.webhook.model.Message;
import java.util.Optional;

/** What each webhook was told, and is still to be told; changes belong to the current transaction. */
public interface Deliveries {

    /**
     * Has a webhook told of a message.
     *
     * @return the id of the delivery; empty, and nothing happens, where there is one of this message already
     */
    Optional<Long> append(String webhookId, Message message);

    /** Has all that is pending tried at once, and for as long as if it had just come. */
    void hurry(String webhookId);

    /** As {@link #hurry}, for one delivery, whatever became of it. */
    void again(long deliveryId);

    Optional<Delivery> find(String webhookId, long deliveryId);

    /**
     * The newest first.
     *
     * @param status null: whatever became of them
     */
    Page<Delivery> page(String webhookId, DeliveryStatus status, int page, int size);

    default Delivery get(String webhookId, long deliveryId) {
        return find(webhookId, deliveryId).orElseThrow(() -> new Refusal(
                        Refusal.Kind.UNKNOWN,
                        "UNKNOWN_DELIVERY",
                        "The webhook " + webhookId + " has no delivery " + deliveryId + ".")
                .asException());
    }
}
