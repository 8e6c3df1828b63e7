package io.baton.upgrade.http.infrastructure;

import io.baton.upgrade.window.model.InvalidWindowException;
import io.quarkiverse.resteasy.problem.ExceptionMapperBase;
import io.quarkiverse.resteasy.problem.HttpProblem;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.ext.Provider;

/** A maintenance window that can't be, as a problem that names the field. */
@Provider
public class InvalidWindowMapper extends ExceptionMapperBase<InvalidWindowException> {

    @Override
    protected HttpProblem toProblem(InvalidWindowException invalid) {
        return HttpProblem.builder()
                .withStatus(Status.BAD_REQUEST)
                .withTitle("Bad Request")
                .withDetail(invalid.getMessage())
                .with(Problems.CODE, "INVALID_WINDOW")
                .with(Problems.FIELD, "maintenanceWindow." + invalid.field())
                .build();
    }
}
