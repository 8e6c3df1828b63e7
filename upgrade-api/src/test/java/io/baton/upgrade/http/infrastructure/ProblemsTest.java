package io.baton.upgrade.http.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkiverse.resteasy.problem.HttpProblem;
import io.quarkiverse.resteasy.problem.postprocessing.ProblemContext;
import jakarta.ws.rs.core.Response.Status;
import org.junit.jupiter.api.Test;

class ProblemsTest {

    private final Problems problems = new Problems();

    @Test
    void ourOwnFailureSaysNothingButAnIdThatTheLogHasToo() {
        HttpProblem raw = HttpProblem.valueOf(Status.INTERNAL_SERVER_ERROR, "relation \"saga\" does not exist");

        HttpProblem problem =
                problems.apply(raw, ProblemContext.of(new IllegalStateException("secret detail"), "/api/v1/instances"));

        assertThat(problem.getDetail()).doesNotContain("saga").doesNotContain("secret");
        assertThat(problem.getParameters())
                .containsEntry("code", "INTERNAL_ERROR")
                .containsKey("correlationId");
        assertThat(problem.getType()).hasToString("urn:baton:problem:internal-error");
    }

    @Test
    void aRefusalThatIsUnavailableKeepsItsWords() {
        HttpProblem raw = HttpProblem.builder()
                .withStatus(Status.SERVICE_UNAVAILABLE)
                .withTitle("Service Unavailable")
                .withDetail("No port is free.")
                .with("code", "NO_ENDPOINT_PORT")
                .build();

        HttpProblem problem = problems.apply(raw, ProblemContext.of(null, "/api/v1/instances"));

        assertThat(problem.getDetail()).isEqualTo("No port is free.");
        assertThat(problem.getParameters()).doesNotContainKey("correlationId");
        assertThat(problem.getType()).hasToString("urn:baton:problem:no-endpoint-port");
    }
}
