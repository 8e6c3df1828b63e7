package io.baton.upgrade.webhook.infrastructure.rest;

import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The body of POST /webhooks. */
@Schema(name = "NewWebhook")
public record NewWebhookJson(
        @NotBlank
        @Size(max = 2000)
        @Schema(description = "Where events are sent by POST", examples = "https://example.org/baton")
        String url,

        @Size(min = 1, max = 100)
        @Schema(description = "Which events; left out: all, those that later versions add among them")
        List<@NotBlank String> eventTypes,

        @Size(min = 1, max = 200) @Schema(description = "Of which instances; left out: of all")
        List<@NotBlank String> instanceIds,

        @Schema(
                description =
                        "What deliveries are signed with: whsec_ and 24 to 64 bytes in Base64; left out: one is generated and shown once",
                writeOnly = true)
        String secret) {

    List<String> types() {
        return eventTypes == null ? List.of() : eventTypes;
    }

    List<String> instances() {
        return instanceIds == null ? List.of() : instanceIds;
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "NewWebhookJson[eventTypes=" + eventTypes + ", instanceIds=" + instanceIds + "]";
    }
}
