package io.baton.upgrade.upgrading.infrastructure.rest;

import io.baton.upgrade.http.infrastructure.Paging;
import io.baton.upgrade.idempotency.infrastructure.Answer;
import io.baton.upgrade.idempotency.infrastructure.Idempotency;
import io.baton.upgrade.upgrading.application.CancellingUpgrade;
import io.baton.upgrade.upgrading.application.HurryingUpgrade;
import io.baton.upgrade.upgrading.application.Upgrades;
import io.baton.upgrade.upgrading.model.UpgradeState;
import jakarta.ws.rs.DefaultValue;
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

/** Upgrades over REST. */
@Path("/api/v1/upgrades")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Upgrades")
public class UpgradesResource {

    private final Upgrades upgrades;
    private final CancellingUpgrade cancelling;
    private final HurryingUpgrade hurrying;
    private final Idempotency idempotency;
    private final UpgradeJsons json;

    UpgradesResource(
            Upgrades upgrades,
            CancellingUpgrade cancelling,
            HurryingUpgrade hurrying,
            Idempotency idempotency,
            UpgradeJsons json) {
        this.upgrades = upgrades;
        this.cancelling = cancelling;
        this.hurrying = hurrying;
        this.idempotency = idempotency;
        this.json = json;
    }

    @GET
    @Operation(summary = "Lists the upgrades, the newest first")
    public UpgradePageJson list(
            @Parameter(description = "Only those of this instance") @QueryParam("instanceId") @DefaultValue("")
                    String instanceId,
            @Parameter(description = "From 0", schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("page")
                    String page,
            @Parameter(description = "1 to 200, usually 50", schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("size")
                    String size) {
        Paging paging = Paging.of(page, size);
        return UpgradePageJson.of(json.show(upgrades.page(instanceId, paging.page(), paging.size())));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Shows how an upgrade is doing")
    @APIResponse(responseCode = "200", description = "The upgrade")
    @APIResponse(responseCode = "404", description = "There is no such upgrade")
    public UpgradeJson show(@PathParam("id") String id) {
        return json.show(upgrades.get(id));
    }

    @POST
    @Path("/{id}/cancel")
    @Operation(
            summary = "Cancels an upgrade, until the switch is committed",
            description =
                    "While a switch is being attempted the answer waits a little for it. An upgrade that is still SWITCHING in the answer has cancelRequested: the switch may yet win.")
    @APIResponse(
            responseCode = "202",
            description = "It is being cancelled",
            content = @Content(schema = @Schema(implementation = UpgradeJson.class)))
    @APIResponse(responseCode = "404", description = "There is no such upgrade")
    @APIResponse(responseCode = "409", description = "Too late, and why")
    public Response cancel(
            @PathParam("id") String id, @HeaderParam("Idempotency-Key") String key, @Context UriInfo uri) {
        return idempotency.after(key, uri, () -> accepted(cancelling.cancel(id)));
    }

    @POST
    @Path("/{id}/switch-now")
    @Operation(summary = "Switches without waiting for the maintenance window")
    @APIResponse(
            responseCode = "202",
            description = "It will switch as soon as it has caught up",
            content = @Content(schema = @Schema(implementation = UpgradeJson.class)))
    @APIResponse(responseCode = "404", description = "There is no such upgrade")
    @APIResponse(responseCode = "409", description = "Too late, and why")
    public Response switchNow(
            @PathParam("id") String id, @HeaderParam("Idempotency-Key") String key, @Context UriInfo uri) {
        return idempotency.once(key, uri, "", () -> accepted(hurrying.switchNow(id)));
    }

    private Answer accepted(UpgradeState upgrade) {
        return new Answer(Response.Status.ACCEPTED.getStatusCode(), null, json.show(upgrade));
    }
}
