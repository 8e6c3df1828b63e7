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
        HttpProblem.Builder problem = HttpProblem.builder();
        switch (refusal.kind()) {
            case MALFORMED -> problem.withStatus(Status.BAD_REQUEST).withTitle("Bad Request");
            case UNKNOWN -> problem.withStatus(Status.NOT_FOUND).withTitle("Not Found");
            case CONFLICT -> problem.withStatus(Status.CONFLICT).withTitle("Conflict");
            case NOT_ALLOWED -> problem.withStatus(UNPROCESSABLE).withTitle("Not Allowed");
            case UNAVAILABLE -> problem.withStatus(Status.SERVICE_UNAVAILABLE).withTitle("Service Unavailable");
        }
        problem.withDetail(refusal.message()).with(Problems.CODE, refusal.code());
        if (!refusal.findings().isEmpty()) {
            problem.with(Problems.FINDINGS, refusal.findings());
        }
        return problem.build();
    }
}
