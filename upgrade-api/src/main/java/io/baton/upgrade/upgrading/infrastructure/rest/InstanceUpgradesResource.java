package io.baton.upgrade.upgrading.infrastructure.rest;

import io.baton.contracts.Finding;
import io.baton.saga.infrastructure.BatonClock;
import io.baton.upgrade.idempotency.infrastructure.Answer;
import io.baton.upgrade.idempotency.infrastructure.Idempotency;
import io.baton.upgrade.instances.application.Instances;
import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.upgrading.application.PlanningUpgrade;
import io.baton.upgrade.upgrading.application.RequestingUpgrade;
import io.baton.upgrade.upgrading.application.UpgradeOrder;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** What an instance can be upgraded to, and the orders to. */
@Path("/api/v1/instances/{id}")
@Produces(MediaType.APPLICATION_JSON)
@Tag(name = "Upgrades")
public class InstanceUpgradesResource {

    private final Instances instances;
    private final PlanningUpgrade planning;
    private final RequestingUpgrade requesting;
    private final Idempotency idempotency;
    private final UpgradeJsons json;
    private final BatonClock clock;

    InstanceUpgradesResource(
            Instances instances,
            PlanningUpgrade planning,
            RequestingUpgrade requesting,
            Idempotency idempotency,
            UpgradeJsons json,
            BatonClock clock) {
        this.instances = instances;
        this.planning = planning;
        this.requesting = requesting;
        this.idempotency = idempotency;
        this.json = json;
        this.clock = clock;
    }

    @GET
    @Path("/upgrade-targets")
    @Operation(summary = "Shows the lines that an instance can be upgraded to, and the newer patch release")
    @APIResponse(responseCode = "200", description = "The targets")
    @APIResponse(responseCode = "404", description = "There is no such instance")
    public TargetsJson targets(@PathParam("id") String id) {
        InstanceState instance = instances.get(id);
        return TargetsJson.of(instance, planning.targets(instance));
    }

    @POST
    @Path("/upgrades")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            summary = "Upgrades an instance to the newest build of a later line",
            description = "With dryRun only a preview is answered, refused orders included, and nothing changes.")
    @APIResponse(
            responseCode = "202",
            description = "The upgrade has begun",
            content = @Content(schema = @Schema(implementation = UpgradeJson.class)))
    @APIResponse(
            responseCode = "200",
            description = "The preview",
            content = @Content(schema = @Schema(implementation = PreviewJson.class)))
    @APIResponse(responseCode = "404", description = "There is no such instance")
    @APIResponse(responseCode = "409", description = "It is not RUNNING, or in another upgrade")
    @APIResponse(
            responseCode = "422",
            description = "The catalogue does not offer the target, or the check of the running engine blocks it")
    public Response upgrade(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") String key,
            @NotNull(message = "is missing") @Valid MajorUpgradeJson body,
            @Context UriInfo uri) {
        List<Finding> findings = findings(id, body.order());
        return idempotency.once(key, uri, body, () -> answer(id, body.order(), body.dryRun(), findings));
    }

    @POST
    @Path("/minor-upgrades")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(summary = "Upgrades an instance to the newest patch release of its line")
    @APIResponse(
            responseCode = "202",
            description = "The upgrade has begun",
            content = @Content(schema = @Schema(implementation = UpgradeJson.class)))
    @APIResponse(
            responseCode = "200",
            description = "The preview",
            content = @Content(schema = @Schema(implementation = PreviewJson.class)))
    @APIResponse(responseCode = "404", description = "There is no such instance")
    @APIResponse(responseCode = "409", description = "It is not RUNNING, or in another upgrade")
    @APIResponse(
            responseCode = "422",
            description = "There is no newer patch release, or the check of the running engine blocks it")
    public Response minorUpgrade(
            @PathParam("id") String id,
            @HeaderParam("Idempotency-Key") String key,
            @NotNull(message = "is missing") @Valid MinorUpgradeJson body,
            @Context UriInfo uri) {
        List<Finding> findings = findings(id, body.order());
        return idempotency.once(key, uri, body, () -> answer(id, body.order(), body.dryRun(), findings));
    }

    /** Before the transaction, since an engine may take its time. What is not there is told by what comes after. */
    private List<Finding> findings(String instanceId, UpgradeOrder order) {
        return instances
                .find(instanceId)
                .map(instance -> planning.check(instance, order))
                .orElse(List.of());
    }

    private Answer answer(String instanceId, UpgradeOrder order, Boolean dryRun, List<Finding> findings) {
        if (Boolean.TRUE.equals(dryRun)) {
            PreviewJson preview =
                    PreviewJson.of(planning.preview(instances.get(instanceId), order, findings), clock.now());
            return new Answer(Response.Status.OK.getStatusCode(), null, preview);
        }
        UpgradeJson upgrade = json.show(requesting.request(instanceId, order, findings));
        return new Answer(Response.Status.ACCEPTED.getStatusCode(), "/api/v1/upgrades/" + upgrade.id(), upgrade);
    }
}
