package io.baton.upgrade.instances.infrastructure.rest;

import io.baton.upgrade.http.infrastructure.Paging;
import io.baton.upgrade.idempotency.infrastructure.Answer;
import io.baton.upgrade.idempotency.infrastructure.Idempotency;
import io.baton.upgrade.instances.application.ChangingInstance;
import io.baton.upgrade.instances.application.CreatingInstance;
import io.baton.upgrade.instances.application.Instances;
import io.baton.upgrade.instances.model.InstanceSignals.InstanceChanged;
import io.baton.upgrade.shared.infrastructure.Transactions;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
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

/** Instances over REST. */
@Path("/api/v1/instances")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Instances")
public class InstancesResource {

    private final Instances instances;
    private final CreatingInstance creating;
    private final ChangingInstance changing;
    private final Idempotency idempotency;
    private final InstanceJsons json;

    InstancesResource(
            Instances instances,
            CreatingInstance creating,
            ChangingInstance changing,
            Idempotency idempotency,
            InstanceJsons json) {
        this.instances = instances;
        this.creating = creating;
        this.changing = changing;
        this.idempotency = idempotency;
        this.json = json;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Creates an instance",
            description =
                    "Its status turns RUNNING when its nodes are up. Only so many are created at once: queue says where it waits.")
    @APIResponse(
            responseCode = "201",
            description = "It is being created",
            content = @Content(schema = @Schema(implementation = InstanceJson.class)))
    @APIResponse(responseCode = "400", description = "The body can't be understood")
    @APIResponse(responseCode = "422", description = "Unknown edition, line or build; another architecture")
    public Response create(
            @HeaderParam("Idempotency-Key") String key,
            @NotNull(message = "is missing") @Valid NewInstanceJson body,
            @Context UriInfo uri) {
        return idempotency.once(key, uri, body, () -> {
            InstanceJson instance = json.show(creating.create(body.wish()));
            return new Answer(Response.Status.CREATED.getStatusCode(), "/api/v1/instances/" + instance.id(), instance);
        });
    }

    @GET
    @Operation(summary = "Lists the instances, the newest first")
    public InstancePageJson list(
            @Parameter(description = "From 0", schema = @Schema(type = SchemaType.INTEGER)) @QueryParam("page")
                    String page,
            @Parameter(description = "1 to 200, usually 50", schema = @Schema(type = SchemaType.INTEGER))
                    @QueryParam("size")
                    String size) {
        Paging paging = Paging.of(page, size);
        return InstancePageJson.of(json.show(instances.page(paging.page(), paging.size())));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Shows an instance with its nodes and versions")
    @APIResponse(responseCode = "200", description = "The instance")
    @APIResponse(responseCode = "404", description = "There is no such instance")
    public InstanceJson show(@PathParam("id") String id) {
        return json.show(instances.get(id));
    }

    @PATCH
    @Path("/{id}")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Renames an instance or moves its maintenance window",
            description = "A waiting upgrade follows the new window.")
    @APIResponse(responseCode = "200", description = "The instance as it is now")
    @APIResponse(responseCode = "400", description = "A window that can't be")
    public InstanceJson change(
            @PathParam("id") String id, @NotNull(message = "is missing") @Valid InstanceChangeJson body) {
        InstanceChanged change = body.change();
        return json.show(Transactions.call(() -> changing.change(id, change)));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Removes an instance with its data")
    @APIResponse(
            responseCode = "202",
            description = "It is being removed; then it is unknown",
            content = @Content(schema = @Schema(implementation = InstanceJson.class)))
    @APIResponse(responseCode = "409", description = "It is being upgraded")
    public Response remove(@PathParam("id") String id) {
        return Response.accepted(json.show(Transactions.call(() -> changing.remove(id))))
                .build();
    }
}
