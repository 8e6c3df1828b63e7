package io.baton.upgrade.cloud.infrastructure.rest;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.baton.upgrade.cloud.application.CloudKeys;
import io.baton.upgrade.cloud.infrastructure.rest.Calls.Call;
import io.baton.upgrade.cloud.model.Authorization;
import io.baton.upgrade.cloud.model.CloudError;
import io.baton.upgrade.cloud.model.CloudErrors;
import io.baton.upgrade.cloud.model.CloudException;
import io.baton.upgrade.cloud.model.SignedRequest;
import io.baton.upgrade.http.infrastructure.RestJson;
import io.baton.upgrade.idempotency.infrastructure.Answer;
import io.baton.upgrade.idempotency.infrastructure.Idempotency;
import io.baton.upgrade.shared.model.RefusedException;
import io.baton.upgrade.window.model.InvalidWindowException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jboss.logging.Logger;

/**
 * The managed cloud's own API, for its clients: a POST to the root, whatever its content type. Everything is answered
 * with 200, errors too.
 */
@Path("/")
@Produces(MediaType.APPLICATION_JSON)
public class CloudResource {

    private static final Logger LOG = Logger.getLogger(CloudResource.class);
    private static final String VERSION = "2018-04-12";

    private final CloudKeys keys;
    private final Calls calls;
    private final Idempotency idempotency;
    private final ObjectMapper json;

    CloudResource(CloudKeys keys, Calls calls, Idempotency idempotency, RestJson json) {
        this.keys = keys;
        this.calls = calls;
        this.idempotency = idempotency;
        this.json = json.mapper();
    }

    @POST
    @Consumes(MediaType.WILDCARD)
    @Operation(hidden = true)
    public Response call(
            byte[] body, @Context HttpHeaders headers, @Context HttpServerRequest http, @Context UriInfo uri) {
        String requestId = UUID.randomUUID().toString();
        try {
            return answered(
                    new SignedRequest(lowerCase(headers, http.authority()), body == null ? new byte[0] : body),
                    requestId,
                    uri);
        } catch (CloudException failed) {
            return failure(failed.error(), requestId);
        } catch (RefusedException refused) {
            return failure(CloudErrors.of(refused.refusal()), requestId);
        } catch (InvalidWindowException invalid) {
            return failure(CloudErrors.of(invalid), requestId);
        } catch (RuntimeException broken) {
            LOG.errorf(broken, "cloud call failed requestId=%s", requestId);
            return failure(
                    new CloudError(
                            "FailedOperation.SystemError",
                            "The call failed inside of Baton. Its log tells more about the RequestId."),
                    requestId);
        }
    }

    private Response answered(SignedRequest request, String requestId, UriInfo uri) {
        Authorization authorization = keys.authenticate(request);
        String action = request.neededHeader("X-TC-Action");
        if (!request.neededHeader("X-TC-Version").equals(VERSION)) {
            throw new CloudError("NoSuchVersion", "The version of this API is " + VERSION + ".").asException();
        }
        Call call = calls.find(action)
                .orElseThrow(() ->
                        new CloudError("InvalidAction", "This installation has no call of that name.").asException());
        Supplier<Object> work = call.prepare().apply(Parameters.parse(json, request.body()));
        if (!call.changes()) {
            return Response.ok(envelope(work.get(), requestId)).build();
        }
        // A request that is sent again, by whomever, within the signature's time: it gets the first one's answer.
        return idempotency.once(
                "cloud-" + authorization.signature(),
                uri,
                action + "\n" + new String(request.body(), StandardCharsets.UTF_8),
                () -> new Answer(Response.Status.OK.getStatusCode(), null, envelope(work.get(), requestId)));
    }

    private ObjectNode envelope(Object answer, String requestId) {
        ObjectNode fields = json.valueToTree(answer);
        fields.put("RequestId", requestId);
        ObjectNode envelope = json.createObjectNode();
        envelope.set("Response", fields);
        return envelope;
    }

    private Response failure(CloudError error, String requestId) {
        ObjectNode fields = json.createObjectNode();
        fields.putObject("Error").put("Code", error.code()).put("Message", error.message());
        return Response.ok(envelope(fields, requestId)).build();
    }

    /** HTTP/2 has another name for the host. */
    private static Map<String, String> lowerCase(HttpHeaders headers, HostAndPort authority) {
        Map<String, String> found = new HashMap<>();
        headers.getRequestHeaders()
                .forEach((name, values) -> found.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
        if (authority != null) {
            found.putIfAbsent(
                    "host", authority.port() > 0 ? authority.host() + ":" + authority.port() : authority.host());
        }
        return found;
    }
}
