package io.baton.upgrade.idempotency.infrastructure;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.baton.upgrade.http.infrastructure.RestJson;
import io.baton.upgrade.shared.infrastructure.Transactions;
import io.baton.upgrade.shared.model.Refusal;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Answers a POST once for each Idempotency-Key: a repeat gets the first answer, word for word. A refused request changes
 * nothing and is not remembered: its repeat is judged anew.
 */
@ApplicationScoped
public class Idempotency {

    private static final int LONGEST_KEY = 200;

    private final IdempotencyTable table;
    private final Fingerprints fingerprints;
    private final ObjectMapper json;

    Idempotency(IdempotencyTable table, Fingerprints fingerprints, RestJson json) {
        this.table = table;
        this.fingerprints = fingerprints;
        this.json = json.mapper();
    }

    /** Does the work and remembers its answer in one transaction. */
    public Response once(String key, UriInfo uri, Object request, Supplier<Answer> work) {
        if (key == null) {
            return response(uri, Transactions.call(() -> recorded(work.get())));
        }
        String fingerprint = fingerprint(key, uri, request);
        return response(uri, Transactions.call(() -> {
            if (!table.claim(key, fingerprint)) {
                return first(key, fingerprint).orElseThrow();
            }
            Recorded answer = recorded(work.get());
            table.keep(key, answer);
            return answer;
        }));
    }

    /** For work that has transactions of its own and may be done twice: remembers its answer after it. */
    public Response after(String key, UriInfo uri, Supplier<Answer> work) {
        if (key == null) {
            return response(uri, recorded(work.get()));
        }
        String fingerprint = fingerprint(key, uri, "");
        Recorded answer = Transactions.call(() -> first(key, fingerprint)).orElseGet(() -> {
            Recorded done = recorded(work.get());
            return Transactions.call(() -> {
                if (table.claim(key, fingerprint)) {
                    table.keep(key, done);
                }
                return done;
            });
        });
        return response(uri, answer);
    }

    private Optional<Recorded> first(String key, String fingerprint) {
        return table.findByIdOptional(key).map(row -> {
            if (!row.fingerprint.equals(fingerprint)) {
                throw new Refusal(
                                Refusal.Kind.NOT_ALLOWED,
                                "IDEMPOTENCY_KEY_REUSED",
                                "The Idempotency-Key was used for another request, with another path or body. Take a new one.")
                        .asException();
            }
            return new Recorded(row.status, row.location, row.body);
        });
    }

    private String fingerprint(String key, UriInfo uri, Object request) {
        if (key.isBlank() || key.length() > LONGEST_KEY) {
            throw new Refusal(
                            Refusal.Kind.MALFORMED,
                            "INVALID_IDEMPOTENCY_KEY",
                            "An Idempotency-Key has 1 to " + LONGEST_KEY + " characters.")
                    .asException();
        }
        return fingerprints.of(uri.getPath() + "\n" + write(request));
    }

    private Recorded recorded(Answer answer) {
        return new Recorded(answer.status(), answer.location(), write(answer.body()));
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible.getOriginalMessage(), impossible);
        }
    }

    private static Response response(UriInfo uri, Recorded answer) {
        Response.ResponseBuilder response = Response.status(answer.status())
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(answer.body());
        if (answer.location() != null) {
            response.location(uri.getBaseUri().resolve(answer.location()));
        }
        return response.build();
    }
}
