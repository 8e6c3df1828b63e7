package io.baton.saga.http;

import io.baton.saga.infrastructure.BadSetting;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Refuses every request that is for another host, before anything else looks at it. */
@ApplicationScoped
public class HostGuard {

    /** Before every other filter of the platform and of ours. */
    private static final int FIRST = 10_000;

    private static final int MISDIRECTED = 421;

    private final OwnHosts own;

    /** @param added names that the service answers to beside its own, separated by commas */
    HostGuard(@ConfigProperty(name = "baton.http.hosts") Optional<List<String>> added) {
        try {
            own = new OwnHosts(added.orElse(List.of()));
        } catch (IllegalArgumentException noName) {
            throw BadSetting.because("baton.http.hosts: " + noName.getMessage());
        }
    }

    /** Made at the start, so that a name that can't be used is said then. */
    void start(@Observes StartupEvent event) {}

    void register(@Observes Filters filters) {
        filters.register(this::check, FIRST);
    }

    private void check(RoutingContext context) {
        HttpServerRequest request = context.request();
        String local =
                request.localAddress() == null ? null : request.localAddress().hostAddress();
        if (namesOneHost(request) && own.include(authority(request), local) && targetIsOwn(request, local)) {
            context.next();
        } else {
            refuse(context);
        }
    }

    private static boolean namesOneHost(HttpServerRequest request) {
        return request.headers().getAll(HttpHeaders.HOST).size() <= 1;
    }

    private static String authority(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            return request.authority() == null ? null : request.authority().toString();
        }
        return request.getHeader(HttpHeaders.HOST);
    }

    /** A target may name a host too, as requests to proxies do; then that one counts (RFC 9112, section 3.2.2). */
    private boolean targetIsOwn(HttpServerRequest request, String local) {
        String target = request.uri();
        if (target.startsWith("/") || target.equals("*")) {
            return true;
        }
        try {
            return own.include(URI.create(target).getRawAuthority(), local);
        } catch (IllegalArgumentException malformed) {
            return false;
        }
    }

    private void refuse(RoutingContext context) {
        JsonObject problem = new JsonObject()
                .put("status", MISDIRECTED)
                .put("title", "Misdirected Request")
                .put(
                        "detail",
                        "This service does not answer to the host that the request names. It answers to " + own
                                + "; the setting baton.http.hosts adds names.")
                .put("code", "HOST_NOT_OWN");
        context.response()
                .setStatusCode(MISDIRECTED)
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
                .end(problem.encode());
    }
}
