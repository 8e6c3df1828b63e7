package io.baton.upgrade.console.infrastructure;

import io.baton.upgrade.console.application.InstanceViews;
import io.baton.upgrade.console.model.FormState;
import io.baton.upgrade.console.model.InstancePage.Forms;
import io.baton.upgrade.instances.application.ChangingInstance;
import io.baton.upgrade.instances.application.Instances;
import io.baton.upgrade.instances.infrastructure.rest.InstanceChangeJson;
import io.baton.upgrade.instances.model.InstanceSignals.InstanceChanged;
import io.baton.upgrade.instances.model.InstanceState;
import io.baton.upgrade.shared.infrastructure.Transactions;
import io.baton.upgrade.shared.model.RefusedException;
import io.baton.upgrade.window.model.InvalidWindowException;
import io.baton.upgrade.window.model.MaintenanceWindow;
import io.baton.upgrade.window.model.WindowText;
import io.smallrye.common.annotation.Blocking;
import jakarta.validation.Validator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.DayOfWeek;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The forms on an instance's page: its window, its name, its removal. A mistake shows the page again, as it was typed. */
@Path("/console")
@Consumes(MediaType.APPLICATION_FORM_URLENCODED)
@Produces(MediaType.TEXT_HTML)
@Blocking
public class InstanceForms {

    private static final List<String> DAYS =
            Arrays.stream(DayOfWeek.values()).map(DayOfWeek::name).toList();
    private static final List<String> WINDOW_FIELDS =
            Stream.concat(Stream.of("start", "end", "zone"), DAYS.stream()).toList();

    private final Instances instances;
    private final ChangingInstance changing;
    private final InstanceViews views;
    private final Validator validator;

    InstanceForms(Instances instances, ChangingInstance changing, InstanceViews views, Validator validator) {
        this.instances = instances;
        this.changing = changing;
        this.views = views;
        this.validator = validator;
    }

    @POST
    @Path("/instances/{id}/window")
    @Operation(hidden = true)
    public Response window(@PathParam("id") String id, MultivaluedMap<String, String> sent) {
        InstanceState instance = instances.get(id);
        Forms forms = Forms.fresh(instance);
        FormState form = Answers.sent(sent, WINDOW_FIELDS);
        try {
            List<String> days =
                    DAYS.stream().filter(day -> !form.value(day).isEmpty()).toList();
            MaintenanceWindow window = WindowText.parse(
                    form.value("start"), form.value("end"), form.value("zone").strip(), days);
            Transactions.call(() -> changing.change(id, new InstanceChanged(null, window)));
            return Answers.goTo(InstancePages.INSTANCES + id + Done.WINDOW.query());
        } catch (InvalidWindowException invalid) {
            return again(
                    Answers.BAD_REQUEST, instance, forms.withWindow(form.with(invalid.field(), invalid.getMessage())));
        } catch (RefusedException refused) {
            return again(
                    Answers.status(refused.refusal()),
                    instance,
                    forms.withWindow(form.with(null, refused.refusal().message())));
        }
    }

    @POST
    @Path("/instances/{id}/name")
    @Operation(hidden = true)
    public Response rename(@PathParam("id") String id, MultivaluedMap<String, String> sent) {
        InstanceState instance = instances.get(id);
        Forms forms = Forms.fresh(instance);
        FormState form = Answers.sent(sent, List.of("name"));
        String name = form.value("name").strip();
        String wrong = validator.validate(new InstanceChangeJson(name, null)).stream()
                .map(violation -> "The name " + violation.getMessage() + ".")
                .sorted()
                .collect(Collectors.joining(" "));
        if (!wrong.isEmpty()) {
            return again(Answers.BAD_REQUEST, instance, forms.withRename(form.with("name", wrong)));
        }
        try {
            Transactions.call(() -> changing.change(id, new InstanceChanged(name, null)));
            return Answers.goTo(InstancePages.INSTANCES + id + Done.RENAMED.query());
        } catch (RefusedException refused) {
            return again(
                    Answers.status(refused.refusal()),
                    instance,
                    forms.withRename(form.with(null, refused.refusal().message())));
        }
    }

    @POST
    @Path("/instances/{id}/delete")
    @Operation(hidden = true)
    public Response delete(@PathParam("id") String id, MultivaluedMap<String, String> sent) {
        InstanceState instance = instances.get(id);
        Forms forms = Forms.fresh(instance);
        FormState form = Answers.sent(sent, List.of("confirm"));
        if (!form.value("confirm").strip().equals(instance.name())) {
            String message = "That is not its name. To delete it, type " + instance.name() + " here.";
            return again(Answers.BAD_REQUEST, instance, forms.withRemoval(form.with("confirm", message)));
        }
        try {
            Transactions.call(() -> changing.remove(id));
            return Answers.goTo("/console" + Done.DELETED.query());
        } catch (RefusedException refused) {
            return again(
                    Answers.status(refused.refusal()),
                    instance,
                    forms.withRemoval(form.with(null, refused.refusal().message())));
        }
    }

    private Response again(int status, InstanceState instance, Forms forms) {
        return Answers.page(status, Templates.instance(views.show(instance, forms, null)));
    }
}
