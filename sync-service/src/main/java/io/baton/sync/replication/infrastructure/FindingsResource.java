package io.baton.sync.replication.infrastructure;

import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import java.util.Map;
import java.util.Optional;

/** Everything that the checks before a switch found; SyncCaughtUp and the upgrade itself show the first few of it. */
@Path("/api/v1/upgrades/{id}/findings")
public class FindingsResource {

    private static final int MOST = 200;
    private static final String PROBLEM = "application/problem+json";

    private final FoundTable found;

    FindingsResource(FoundTable found) {
        this.found = found;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response list(
            @PathParam("id") String upgradeId,
            @QueryParam("page") @DefaultValue("0") String page,
            @QueryParam("size") @DefaultValue("50") String size) {
        Optional<Integer> pageNumber = number(page, 0, Integer.MAX_VALUE);
        Optional<Integer> pageSize = number(size, 1, MOST);
        if (pageNumber.isEmpty() || pageSize.isEmpty()) {
            return problem(
                    Status.BAD_REQUEST,
                    "INVALID_PAGE",
                    "page has to be a number from 0, size one from 1 to " + MOST + ".");
        }
        return found.page(upgradeId, pageNumber.get(), pageSize.get())
                .map(items -> Response.ok(items).build())
                .orElseGet(() -> problem(
                        Status.NOT_FOUND,
                        "NO_FINDINGS",
                        "Nothing is known here of such an upgrade: it has not caught up yet, or there is none."));
    }

    private static Optional<Integer> number(String text, int least, int most) {
        try {
            int number = Integer.parseInt(text);
            return number >= least && number <= most ? Optional.of(number) : Optional.empty();
        } catch (NumberFormatException none) {
            return Optional.empty();
        }
    }

    private static Response problem(Status status, String code, String detail) {
        return Response.status(status)
                .type(PROBLEM)
                .entity(Map.of(
                        "status",
                        status.getStatusCode(),
                        "title",
                        status.getReasonPhrase(),
                        "code",
                        code,
                        "detail",
                        detail))
                .build();
    }
}
