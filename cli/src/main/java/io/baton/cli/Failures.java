package io.baton.cli;

import io.baton.client.ApiProblem;
import io.baton.client.ApiUnreachableException;

/**
 * What went wrong, for a person and for a script.
 *
 * @param message one line
 */
record Failures(int exitCode, String message) {

    static Failures of(Throwable failure) {
        if (failure instanceof CliException expected) {
            return new Failures(expected.exitCode(), expected.getMessage());
        }
        if (failure instanceof ApiProblem problem) {
            return problem.code().isEmpty()
                    ? new Failures(
                            ExitCodes.UNREACHABLE,
                            "Something answers there, but not as Baton does (HTTP " + problem.status()
                                    + "): see --server and BATON_SERVER.")
                    : new Failures(ExitCodes.REFUSED, oneLine(problem.getMessage()) + " (" + problem.code() + ")");
        }
        if (failure instanceof ApiUnreachableException unreachable) {
            return new Failures(
                    ExitCodes.UNREACHABLE,
                    unreachable.getMessage() + ": start it with deploy/up, or see --server and BATON_SERVER.");
        }
        StackTraceElement[] trace = failure.getStackTrace();
        return new Failures(
                ExitCodes.REFUSED,
                "This should not have happened: " + oneLine(failure.toString())
                        + (trace.length == 0 ? "" : " at " + trace[0]));
    }

    private static String oneLine(String text) {
        return text.strip().replaceAll("\\s*\\R\\s*", " ");
    }
}
