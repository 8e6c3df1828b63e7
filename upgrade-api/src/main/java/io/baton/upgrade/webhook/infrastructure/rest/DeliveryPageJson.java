package io.baton.upgrade.webhook.infrastructure.rest;

import io.baton.upgrade.shared.model.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of deliveries in JSON. */
@Schema(name = "WebhookDeliveryPage")
public record DeliveryPageJson(List<DeliveryJson> items, int page, int size, long total) {

    static DeliveryPageJson of(Page<DeliveryJson> page) {
        return new DeliveryPageJson(page.items(), page.page(), page.size(), page.total());
    }
}
