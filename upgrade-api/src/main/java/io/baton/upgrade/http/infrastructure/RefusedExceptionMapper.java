package io.baton.upgrade.http.infrastructure;

import io.baton.upgrade.shared.model.Refusal;
import io.baton.upgrade.shared.model.RefusedException;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;

/** A refusal as a problem. */
@Provider
public class RefusedExceptionMapper extends ExceptionMapperBase<RefusedException> {

    private static final int UNPROCESSABLE = 422;

    @Override
    protected HttpProblem toProblem(RefusedException refused) {
        Refusal refusal = refused.refusal();
        HttpProblem.Builder problem = HttpProblem.builder()
                .withStatus(status(refusal.kind()))
                .withTitle(
                        switch (refusal.kind()) {
                            case MALFORMED -> "Bad Request";
                            case UNKNOWN -> "Not Found";
                            case CONFLICT -> "Conflict";
                            case NOT_ALLOWED -> "Not Allowed";
                            case UNAVAILABLE -> "Service Unavailable";
                        });
        problem.withDetail(refusal.message()).with(Problems.CODE, refusal.code());
        if (!refusal.findings().isEmpty()) {
            problem.with(Problems.FINDINGS, refusal.findings());
        }
        return problem.build();
    }

    /** The HTTP status of a refusal. */
    public static int status(Refusal.Kind kind) {
        return switch (kind) {
            case MALFORMED -> Status.BAD_REQUEST.getStatusCode();
            case UNKNOWN -> Status.NOT_FOUND.getStatusCode();
            case CONFLICT -> Status.CONFLICT.getStatusCode();
            case NOT_ALLOWED -> UNPROCESSABLE;
            case UNAVAILABLE -> Status.SERVICE_UNAVAILABLE.getStatusCode();
        };
    }
}
