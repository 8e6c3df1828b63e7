package io.baton.upgrade.console.infrastructure;

import io.baton.upgrade.console.application.InstanceViews;
import io.baton.upgrade.console.model.FormState;
import io.baton.upgrade.console.model.InstancePage.Forms;
import io.baton.upgrade.console.model.NewInstancePage;
import io.baton.upgrade.http.infrastructure.Paging;
import io.baton.upgrade.idempotency.infrastructure.Answer;
import io.baton.upgrade.idempotency.infrastructure.Idempotency;
import io.baton.upgrade.instances.application.CreatingInstance;
import io.baton.upgrade.instances.application.Instances;
import io.baton.upgrade.shared.model.RefusedException;
import io.smallrye.common.annotation.Blocking;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The list of instances, one instance, and the form of a new one. */
@Path("/console")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class InstancePages {

    static final String INSTANCES = "/console/instances/";
    private static final String LONGEST_SEARCH = ".{0,100}";

    private final Instances instances;
    private final CreatingInstance creating;
    private final InstanceViews views;
    private final Idempotency idempotency;
    private final Validator validator;

    InstancePages(
            Instances instances,
            CreatingInstance creating,
            InstanceViews views,
            Idempotency idempotency,
            Validator validator) {
        this.instances = instances;
        this.creating = creating;
        this.views = views;
        this.idempotency = idempotency;
        this.validator = validator;
    }

    @GET
    @Operation(hidden = true)
    public Response list(
            @QueryParam("q") @DefaultValue("") String words,
            @QueryParam("page") String page,
            @QueryParam("done") String done) {
        String wanted = words.matches(LONGEST_SEARCH) ? words : "";
        return Answers.page(
                Templates.instances(views.list(wanted, Paging.of(page, null).page(), Done.message(done))));
    }

    @GET
    @Path("/instances/new")
    @Operation(hidden = true)
    public Response form() {
        NewInstancePage page = views.create(FormState.fresh("", Map.of()));
        String engine = page.engines().isEmpty() ? "" : page.engines().get(0).value();
        return Answers.page(Templates.newInstance(views.create(NewInstanceForm.fresh(Answers.newKey(), engine))));
    }

    @POST
    @Path("/instances/new")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    @Operation(hidden = true)
    public Response create(MultivaluedMap<String, String> sent, @Context UriInfo uri) {
        NewInstanceForm form = NewInstanceForm.of(sent, validator);
        if (form.state().failed()) {
            return again(Answers.BAD_REQUEST, form.state());
        }
        try {
            Response created = idempotency.once(
                    Answers.idempotencyKey(form.state()),
                    uri,
                    form.body(),
                    () -> new Answer(
                            Response.Status.SEE_OTHER.getStatusCode(),
                            INSTANCES + creating.create(form.body().wish()).instanceId(),
                            Map.of()));
            return Response.seeOther(created.getLocation()).build();
        } catch (RefusedException refused) {
            return again(Answers.status(refused.refusal()), form.refused(refused.refusal()));
        }
    }

    @GET
    @Path("/instances/{id}")
    @Operation(hidden = true)
    public Response show(@PathParam("id") String id, @QueryParam("done") String done) {
        var instance = instances.get(id);
        return Answers.page(Templates.instance(views.show(instance, Forms.fresh(instance), Done.message(done))));
    }

    /** Under a new key: what was refused is remembered under none, and a reused one is the mistake itself. */
    private Response again(int status, FormState form) {
        return Answers.page(status, Templates.newInstance(views.create(form.withKey(Answers.newKey()))));
    }
}
