package io.baton.upgrade.webhook.infrastructure.rest;

import io.baton.upgrade.shared.model.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of webhooks in JSON. */
@Schema(name = "WebhookPage")
public record WebhookPageJson(List<WebhookJson> items, int page, int size, long total) {

    static WebhookPageJson of(Page<WebhookJson> page) {
        return new WebhookPageJson(page.items(), page.page(), page.size(), page.total());
    }
}
