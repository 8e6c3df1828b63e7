package io.baton.upgrade.console.infrastructure;

import io.baton.saga.infrastructure.BatonClock;
import io.baton.upgrade.console.model.ConfirmPage;
import io.baton.upgrade.console.model.ReceiptPage;
import io.baton.upgrade.console.model.UpgradePage;
import io.baton.upgrade.console.model.UpgradesPage;
import io.baton.upgrade.http.infrastructure.Paging;
import io.baton.upgrade.queue.application.Queue;
import io.baton.upgrade.shared.infrastructure.Transactions;
import io.baton.upgrade.shared.model.RefusedException;
import io.baton.upgrade.upgrading.application.CancellingUpgrade;
import io.baton.upgrade.upgrading.application.HurryingUpgrade;
import io.baton.upgrade.upgrading.application.Upgrades;
import io.baton.upgrade.upgrading.model.UpgradeState;
import io.smallrye.common.annotation.Blocking;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Upgrades: the list, one of them, its end by hand, its receipt. */
@Path("/console")
@Produces(MediaType.TEXT_HTML)
@Blocking
public class UpgradePages {

    static final String UPGRADES = "/console/upgrades/";
    private static final String ROWS = "25";

    private final Upgrades upgrades;
    private final CancellingUpgrade cancelling;
    private final HurryingUpgrade hurrying;
    private final Queue queue;
    private final LagTrails trails;
    private final BatonClock clock;

    UpgradePages(
            Upgrades upgrades,
            CancellingUpgrade cancelling,
            HurryingUpgrade hurrying,
            Queue queue,
            LagTrails trails,
            BatonClock clock) {
        this.upgrades = upgrades;
        this.cancelling = cancelling;
        this.hurrying = hurrying;
        this.queue = queue;
        this.trails = trails;
        this.clock = clock;
    }

    @GET
    @Path("/upgrades")
    @Operation(hidden = true)
    public Response list(@QueryParam("instance") @DefaultValue("") String instanceId, @QueryParam("page") String page) {
        Paging paging = Paging.of(page, ROWS);
        return Answers.page(Templates.upgrades(
                UpgradesPage.of(instanceId, upgrades.page(instanceId, paging.page(), paging.size()))));
    }

    @GET
    @Path("/upgrades/{id}")
    @Operation(hidden = true)
    public Response show(@PathParam("id") String id) {
        return Answers.page(Templates.upgrade(page(id), null));
    }

    @GET
    @Path("/upgrades/{id}/cancel")
    @Operation(hidden = true)
    public Response askCancel(@PathParam("id") String id) {
        return Answers.page(Templates.confirm(ConfirmPage.cancel(page(id))));
    }

    @POST
    @Path("/upgrades/{id}/cancel")
    @Operation(hidden = true)
    public Response cancel(@PathParam("id") String id) {
        return done(id, () -> cancelling.cancel(id));
    }

    @GET
    @Path("/upgrades/{id}/switch-now")
    @Operation(hidden = true)
    public Response askSwitchNow(@PathParam("id") String id) {
        return Answers.page(Templates.confirm(ConfirmPage.switchNow(page(id))));
    }

    @POST
    @Path("/upgrades/{id}/switch-now")
    @Operation(hidden = true)
    public Response switchNow(@PathParam("id") String id) {
        return done(id, () -> Transactions.call(() -> hurrying.switchNow(id)));
    }

    /** Until there is one, the upgrade's page says how far it is. */
    @GET
    @Path("/upgrades/{id}/receipt")
    @Operation(hidden = true)
    public Response receipt(@PathParam("id") String id) {
        UpgradeState upgrade = upgrades.get(id);
        return upgrade.receipt() == null
                ? Answers.goTo(UPGRADES + id)
                : Answers.page(Templates.receipt(ReceiptPage.of(upgrade)));
    }

    /** Sent twice, it is done once: the second one finds it done, or is refused with the reason. */
    private Response done(String id, Runnable action) {
        upgrades.get(id);
        try {
            action.run();
            return Answers.goTo(UPGRADES + id);
        } catch (RefusedException refused) {
            return Answers.page(
                    Answers.status(refused.refusal()),
                    Templates.upgrade(page(id), refused.refusal().message()));
        }
    }

    private UpgradePage page(String id) {
        return UpgradePage.of(upgrades.get(id), queue.place(id).orElse(null), trails.of(id), clock.now());
    }
}
