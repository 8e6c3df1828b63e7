package io.baton.e2e.api;

import com.fasterxml.jackson.databind.JsonNode;

/** The API refused: what its problem document says. */
public final class ApiProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;

    ApiProblem(int status, JsonNode problem) {
        super(message(status, problem));
        this.status = status;
        this.type = problem.path("type").asText("");
    }

    private static String message(int status, JsonNode problem) {
        String title = problem.path("title").asText("HTTP " + status);
        String detail = problem.path("detail").asText("");
        return detail.isEmpty() ? title : title + ": " + detail;
    }

    public int status() {
        return status;
    }

    public String type() {
        return type;
    }
}
