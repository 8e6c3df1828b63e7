package io.baton.client;

import com.fasterxml.jackson.databind.JsonNode;

/** The API refused: what its problem document says. */
public final class ApiProblem extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;
    private final String code;

    ApiProblem(int status, JsonNode problem) {
        super(message(status, problem));
        this.status = status;
        this.type = problem.path("type").asText("");
        this.code = problem.path("code").asText("");
    }

    private static String message(int status, JsonNode problem) {
        String title = problem.path("title").asText("HTTP " + status);
        String detail = problem.path("detail").asText("");
        return detail.isEmpty() ? title : title + ": " + detail;
    }

    public int status() {
        return status;
    }

    /** For programs, in capitals; empty where whoever answered is not Baton. */
    public String code() {
        return code;
    }

    public String type() {
        return type;
    }
}
