package io.baton.upgrade.http.infrastructure;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemPostProcessor;
import io.quarkiverse.resteasy.problem.validation.HttpValidationProblem;
import io.quarkiverse.resteasy.problem.validation.Violation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.Response.Status;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/** Makes every problem complete: a type, a code, a detail, and for our own failures an id that the log has too. */
@ApplicationScoped
public class Problems implements ProblemPostProcessor {

    static final String CODE = "code";
    static final String FIELD = "field";
    static final String FINDINGS = "findings";
    private static final String TYPE = "urn:baton:problem:";
    private static final int BEFORE_LOGGING = 1000;
    private static final int OUR_FAULT = 500;

    @Override
    public int priority() {
        return BEFORE_LOGGING;
    }

    @Override
    public HttpProblem apply(HttpProblem problem, ProblemContext context) {
        HttpProblem.Builder complete = HttpProblem.builder(problem);
        Optional<JsonMistake> json = jsonMistake(context.cause);
        String code;
        if (json.isPresent()) {
            code = json.get().code();
            complete.withStatus(Status.BAD_REQUEST)
                    .withTitle(Status.BAD_REQUEST.getReasonPhrase())
                    .withDetail(json.get().message());
            if (json.get().field() != null) {
                complete.with(FIELD, json.get().field());
            }
        } else if (problem instanceof HttpValidationProblem) {
            code = "INVALID_REQUEST";
            complete.withTitle(Status.BAD_REQUEST.getReasonPhrase()).withDetail(violations(problem));
        } else if (problem.getStatusCode() >= OUR_FAULT
                && !problem.getParameters().containsKey(CODE)) {
            code = "INTERNAL_ERROR";
            complete.withDetail("The request failed inside of Baton. Its log tells more about the correlation id.")
                    .with("correlationId", UUID.randomUUID().toString());
        } else {
            code = problem.getParameters().getOrDefault(CODE, codeOf(problem)).toString();
            if (problem.getDetail() == null) {
                complete.withDetail(problem.getTitle() + ".");
            }
        }
        if (!problem.getParameters().containsKey(CODE)) {
            complete.with(CODE, code);
        }
        return complete.withType(URI.create(TYPE + code.toLowerCase(Locale.ROOT).replace('_', '-')))
                .build();
    }

    private static Optional<JsonMistake> jsonMistake(Throwable cause) {
        for (Throwable one = cause; one != null; one = one.getCause()) {
            if (one instanceof JsonProcessingException mistake) {
                return Optional.of(JsonMistake.of(mistake));
            }
        }
        return Optional.empty();
    }

    private static String violations(HttpProblem problem) {
        return problem.getParameters().get("violations") instanceof List<?> violations
                ? violations.stream()
                        .filter(Violation.class::isInstance)
                        .map(Violation.class::cast)
                        .map(violation -> violation.field + " " + violation.message)
                        .sorted()
                        .collect(Collectors.joining("; ", "", "."))
                : problem.getDetail();
    }

    private static String codeOf(HttpProblem problem) {
        Status status = Status.fromStatusCode(problem.getStatusCode());
        return status == null ? "ERROR" : status.name();
    }
}
