package io.baton.upgrade.console.infrastructure;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Whoever opens the bare address in a browser gets to the console. */
@Path("/")
public class ConsoleRoot {

    @GET
    @Operation(hidden = true)
    public Response console() {
        return Answers.goTo("/console");
    }
}
