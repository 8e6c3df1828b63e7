package io.baton.upgrade.console.infrastructure;

import io.baton.upgrade.console.model.ProblemPage;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.MediaType;
import java.lang.annotation.Annotation;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/** Under the console's address a problem is a page for people, with the same words as its JSON. */
public class ConsoleProblems {

    @ServerResponseFilter
    public void page(ContainerRequestContext request, ContainerResponseContext response) {
        if (response.getEntity() instanceof HttpProblem problem
                && isConsole(request.getUriInfo().getPath())) {
            Object id = problem.getParameters().get("correlationId");
            ProblemPage page =
                    new ProblemPage(problem.getTitle(), problem.getDetail(), id == null ? null : id.toString());
            response.setEntity(
                    Templates.problem(page).render(), new Annotation[0], MediaType.TEXT_HTML_TYPE.withCharset("utf-8"));
        }
    }

    static boolean isConsole(String path) {
        return path.equals("/console") || path.startsWith("/console/");
    }
}
