package io.baton.upgrade.console.infrastructure;

import io.baton.contracts.Finding;
import io.baton.upgrade.console.application.UpgradeForms;
import io.baton.upgrade.console.model.FormState;
import io.baton.upgrade.idempotency.infrastructure.Answer;
import io.baton.upgrade.idempotency.infrastructure.Idempotency;
import io.baton.upgrade.instances.application.Instances;
import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.shared.model.Refusal;
import io.baton.upgrade.shared.model.RefusedException;
import io.baton.upgrade.upgrading.application.PlanningUpgrade;
import io.baton.upgrade.upgrading.application.RequestingUpgrade;
import io.baton.upgrade.upgrading.application.UpgradeOrder;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The form of an upgrade: GET shows it with the preview of what the address chooses, POST begins the upgrade. */
@Path("/console")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class UpgradeFormPages {

    private static final String FORM = "/instances/{id}/upgrade";
    private static final List<String> FIELDS = List.of(UpgradeForms.TARGET, UpgradeForms.SWITCH_TIME);

    private final Instances instances;
    private final UpgradeForms forms;
    private final PlanningUpgrade planning;
    private final RequestingUpgrade requesting;
    private final Idempotency idempotency;

    UpgradeFormPages(
            Instances instances,
            UpgradeForms forms,
            PlanningUpgrade planning,
            RequestingUpgrade requesting,
            Idempotency idempotency) {
        this.instances = instances;
        this.forms = forms;
        this.planning = planning;
        this.requesting = requesting;
        this.idempotency = idempotency;
    }

    @GET
    @Path(FORM)
    @Operation(hidden = true)
    public Response show(@PathParam("id") String id, @Context UriInfo uri) {
        InstanceState instance = instances.get(id);
        FormState chosen = Answers.sent(uri.getQueryParameters(), FIELDS);
        FormState form =
                chosen.values().isEmpty() ? forms.fresh(instance, Answers.newKey()) : chosen.withKey(Answers.newKey());
        return Answers.page(Templates.upgradeForm(forms.page(instance, form)));
    }

    @POST
    @Path(FORM)
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response begin(@PathParam("id") String id, MultivaluedMap<String, String> sent, @Context UriInfo uri) {
        InstanceState instance = instances.get(id);
        FormState form = Answers.sent(sent, FIELDS);
        UpgradeOrder order = UpgradeForms.order(form).orElse(null);
        if (order == null) {
            return again(Answers.BAD_REQUEST, instance, incomplete(form));
        }
        List<Finding> findings = planning.check(instance, order);
        try {
            Response begun = idempotency.once(
                    Answers.idempotencyKey(form),
                    uri,
                    order,
                    () -> new Answer(
                            Response.Status.SEE_OTHER.getStatusCode(),
                            UpgradePages.UPGRADES
                                    + requesting.request(id, order, findings).upgradeId(),
                            Map.of()));
            return Response.seeOther(begun.getLocation()).build();
        } catch (RefusedException refused) {
            Refusal refusal = refused.refusal();
            return again(Answers.status(refusal), instance, form.with(field(refusal), refusal.message()));
        }
    }

    private static FormState incomplete(FormState form) {
        FormState wrong = form;
        if (UpgradeForms.switchTime(form.value(UpgradeForms.SWITCH_TIME)).isEmpty()) {
            wrong = wrong.with(UpgradeForms.SWITCH_TIME, "Choose when to switch: now, or in the maintenance window.");
        }
        String target = form.value(UpgradeForms.TARGET);
        if (target.isEmpty()) {
            return wrong.with(UpgradeForms.TARGET, "Choose the version to upgrade to.");
        }
        return wrong.failed()
                ? wrong
                : wrong.with(UpgradeForms.TARGET, "'" + target + "' is not a version of the list.");
    }

    private static String field(Refusal refusal) {
        return switch (refusal.code()) {
            case "UPGRADE_OPEN", "INSTANCE_NOT_RUNNING", "INSTANCE_CHANGED", "IDEMPOTENCY_KEY_REUSED" -> null;
            default -> UpgradeForms.TARGET;
        };
    }

    private Response again(int status, InstanceState instance, FormState form) {
        return Answers.page(status, Templates.upgradeForm(forms.page(instance, form.withKey(Answers.newKey()))));
    }
}
