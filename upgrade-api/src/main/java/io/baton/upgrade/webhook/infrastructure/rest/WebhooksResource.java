package io.baton.upgrade.webhook.infrastructure.rest;

import io.baton.upgrade.http.infrastructure.Paging;
import io.baton.upgrade.idempotency.infrastructure.Answer;
import io.baton.upgrade.idempotency.infrastructure.Idempotency;
import io.baton.upgrade.shared.infrastructure.Transactions;
import io.baton.upgrade.webhook.application.ChangingWebhook;
import io.baton.upgrade.webhook.application.RegisteringWebhook;
import io.baton.upgrade.webhook.application.Webhooks;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** Webhooks over REST. */
@Path("/api/v1/webhooks")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Webhooks")
public class WebhooksResource {

    private static final int OK = Response.Status.OK.getStatusCode();
    private static final int CREATED = Response.Status.CREATED.getStatusCode();

    private final Webhooks webhooks;
    private final RegisteringWebhook registering;
    private final ChangingWebhook changing;
    private final Idempotency idempotency;

    WebhooksResource(
            Webhooks webhooks, RegisteringWebhook registering, ChangingWebhook changing, Idempotency idempotency) {
        this.webhooks = webhooks;
        this.registering = registering;
        this.changing = changing;
        this.idempotency = idempotency;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Registers a webhook",
            description =
                    "A secret that is generated is in this answer and in no other; a repeat with the same Idempotency-Key does not show it again.")
    @APIResponse(
            responseCode = "201",
            description = "It is told of all that comes from now on",
            content = @Content(schema = @Schema(implementation = WebhookJson.class)))
    @APIResponse(responseCode = "400", description = "The body, the url or the secret can't be understood")
    @APIResponse(responseCode = "422", description = "A host that is not allowed; an unknown event type or instance")
    public Response register(
            @HeaderParam("Idempotency-Key") String key,
            @NotNull(message = "is missing") @Valid NewWebhookJson body,
            @Context UriInfo uri) {
        ShownSecret secret = ShownSecret.of(body.secret());
        return secret.in(idempotency.once(key, uri, body, () -> {
            WebhookJson webhook = secret.made(
                    WebhookJson.of(registering.register(body.url(), body.types(), body.instances(), secret.secret())));
            return new Answer(CREATED, "/api/v1/webhooks/" + webhook.id(), webhook);
        }));
    }

    @GET
    @Operation(summary = "Lists the webhooks, the newest first")
    public WebhookPageJson list(
            @Parameter(description = "From 0", schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("page")
                    String page,
            @Parameter(description = "1 to 200, usually 50", schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("size")
                    String size) {
        Paging paging = Paging.of(page, size);
        return WebhookPageJson.of(webhooks.page(paging.page(), paging.size()).map(WebhookJson::of));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Shows a webhook")
    @APIResponse(responseCode = "200", description = "The webhook")
    @APIResponse(responseCode = "404", description = "There is no such webhook")
    public WebhookJson show(@PathParam("id") String id) {
        return WebhookJson.of(webhooks.get(id));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Removes a webhook with its deliveries", description = "What is under way may still arrive.")
    @APIResponse(responseCode = "204", description = "It is gone")
    @APIResponse(responseCode = "404", description = "There is no such webhook")
    public Response remove(@PathParam("id") String id) {
        Transactions.call(() -> {
            changing.remove(id);
            return null;
        });
        return Response.noContent().build();
    }

    @POST
    @Path("/{id}/pause")
    @Operation(summary = "Pauses a webhook", description = "Events are kept for it and not sent.")
    @APIResponse(
            responseCode = "200",
            description = "The webhook as it is now",
            content = @Content(schema = @Schema(implementation = WebhookJson.class)))
    public Response pause(
            @PathParam("id") String id, @HeaderParam("Idempotency-Key") String key, @Context UriInfo uri) {
        return idempotency.once(key, uri, "", () -> new Answer(OK, null, WebhookJson.of(changing.pause(id))));
    }

    @POST
    @Path("/{id}/resume")
    @Operation(summary = "Resumes a webhook", description = "What waits is sent at once, in its order.")
    @APIResponse(
            responseCode = "200",
            description = "The webhook as it is now",
            content = @Content(schema = @Schema(implementation = WebhookJson.class)))
    public Response resume(
            @PathParam("id") String id, @HeaderParam("Idempotency-Key") String key, @Context UriInfo uri) {
        return idempotency.once(key, uri, "", () -> new Answer(OK, null, WebhookJson.of(changing.resume(id))));
    }

    @POST
    @Path("/{id}/rotate-secret")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Gives a webhook a new secret",
            description = "Until formerSecretUntil each delivery has the signatures of both.")
    @APIResponse(
            responseCode = "200",
            description = "The webhook, with a secret that was generated",
            content = @Content(schema = @Schema(implementation = WebhookJson.class)))
    public Response rotate(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") String key,
            @NotNull(message = "is missing") @Valid NewSecretJson body,
            @Context UriInfo uri) {
        ShownSecret secret = ShownSecret.of(body.secret());
        return secret.in(idempotency.once(
                key,
                uri,
                body,
                () -> new Answer(OK, null, secret.made(WebhookJson.of(changing.rotate(id, secret.secret()))))));
    }
}
