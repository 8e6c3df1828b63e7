package io.baton.upgrade.webhook.infrastructure.rest;

import io.baton.upgrade.http.infrastructure.Paging;
import io.baton.upgrade.idempotency.infrastructure.Answer;
import io.baton.upgrade.idempotency.infrastructure.Idempotency;
import io.baton.upgrade.shared.model.Refusal;
import io.baton.upgrade.webhook.application.Deliveries;
import io.baton.upgrade.webhook.application.Telling;
import io.baton.upgrade.webhook.application.Webhooks;
import io.baton.upgrade.webhook.model.Delivery;
import io.baton.upgrade.webhook.model.DeliveryStatus;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Arrays;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The delivery log of a webhook over REST. */
@Path("/api/v1/webhooks/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
public class DeliveriesResource {

    private static final int ACCEPTED = Response.Status.ACCEPTED.getStatusCode();

    private final Webhooks webhooks;
    private final Deliveries deliveries;
    private final Telling telling;
    private final Idempotency idempotency;

    DeliveriesResource(Webhooks webhooks, Deliveries deliveries, Telling telling, Idempotency idempotency) {
        this.webhooks = webhooks;
        this.deliveries = deliveries;
        this.telling = telling;
        this.idempotency = idempotency;
    }

    @POST
    @Path("/ping")
    @Operation(summary = "Sends a ping, whatever events the webhook wants")
    @APIResponse(
            responseCode = "202",
            description = "Its delivery, which Location names",
            content = @Content(schema = @Schema(implementation = DeliveryJson.class)))
    public Response ping(@PathParam("id") String id, @HeaderParam("Idempotency-Key") String key, @Context UriInfo uri) {
        return idempotency.once(key, uri, "", () -> accepted(telling.ping(id)));
    }

    @GET
    @Path("/deliveries")
    @Operation(summary = "Lists what a webhook was told and is still to be told, the newest first")
    public DeliveryPageJson list(
            @PathParam("id") String id,
            @Parameter(description = "Only those", schema = @Schema(implementation = DeliveryStatus.class))
                    @QueryParam("status")
                    String status,
            @Parameter(description = "From 0", schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("page")
                    String page,
            @Parameter(description = "1 to 200, usually 50", schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("size")
                    String size) {
        Paging paging = Paging.of(page, size);
        DeliveryStatus wanted = status(status);
        webhooks.get(id);
        return DeliveryPageJson.of(
                deliveries.page(id, wanted, paging.page(), paging.size()).map(DeliveryJson::of));
    }

    @GET
    @Path("/deliveries/{deliveryId}")
    @Operation(summary = "Shows a delivery")
    public DeliveryJson show(@PathParam("id") String id, @PathParam("deliveryId") long deliveryId) {
        return DeliveryJson.of(deliveries.get(id, deliveryId));
    }

    @POST
    @Path("/deliveries/{deliveryId}/redeliver")
    @Operation(
            summary = "Sends a delivery once more, under the same webhook-id",
            description = "One that is pending is tried at once.")
    @APIResponse(
            responseCode = "202",
            description = "The delivery",
            content = @Content(schema = @Schema(implementation = DeliveryJson.class)))
    public Response again(
            @PathParam("id") String id,
            @PathParam("deliveryId") long deliveryId,
            @HeaderParam("Idempotency-Key") String key,
            @Context UriInfo uri) {
        return idempotency.once(key, uri, "", () -> accepted(telling.again(id, deliveryId)));
    }

    private static Answer accepted(Delivery delivery) {
        return new Answer(
                ACCEPTED,
                "/api/v1/webhooks/" + delivery.webhookId() + "/deliveries/" + delivery.id(),
                DeliveryJson.of(delivery));
    }

    private static DeliveryStatus status(String name) {
        if (name == null) {
            return null;
        }
        try {
            return DeliveryStatus.valueOf(name);
        } catch (IllegalArgumentException unknown) {
            throw new Refusal(
                            Refusal.Kind.MALFORMED,
                            "INVALID_STATUS",
                            "The parameter status is one of " + Arrays.toString(DeliveryStatus.values()) + ".")
                    .asException();
        }
    }
}
