package io.baton.upgrade.http.infrastructure;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.Set;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/**
 * Refuses what another site makes a browser send: a page elsewhere could otherwise cancel an upgrade of whoever reads it.
 * Browsers say by {@code Sec-Fetch-Site}, older ones by {@code Origin}, where a request comes from; programs say neither.
 */
public class CrossSiteGuard {

    private static final Set<String> HARMLESS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Set<String> OWN = Set.of("same-origin", "none");
    private static final String ORIGIN = "Origin";
    private static final String SEC_FETCH_SITE = "Sec-Fetch-Site";

    @ServerRequestFilter(preMatching = true)
    public void check(ContainerRequestContext request, HttpServerRequest http) {
        if (!HARMLESS.contains(request.getMethod())
                && !allowed(
                        request.getHeaderString(SEC_FETCH_SITE),
                        request.getHeaderString(ORIGIN),
                        host(request, http))) {
            throw HttpProblem.builder()
                    .withStatus(Status.FORBIDDEN)
                    .withTitle("Forbidden")
                    .withDetail("The request comes from another site. Send it from Baton's own pages, or by a program.")
                    .with(Problems.CODE, "CROSS_SITE_REQUEST")
                    .build();
        }
    }

    static boolean allowed(String fetchSite, String origin, String host) {
        if (fetchSite != null) {
            return OWN.contains(fetchSite);
        }
        return origin == null || sameHost(origin, host);
    }

    private static boolean sameHost(String origin, String host) {
        try {
            String authority = URI.create(origin).getRawAuthority();
            return authority != null && authority.equalsIgnoreCase(host);
        } catch (IllegalArgumentException opaque) {
            return false;
        }
    }

    /** HTTP/2 has another name for it. */
    private static String host(ContainerRequestContext request, HttpServerRequest http) {
        String host = request.getHeaderString(HttpHeaders.HOST);
        return host != null || http.authority() == null
                ? host
                : http.authority().toString();
    }
}
