package io.baton.saga.infrastructure;

import io.quarkus.runtime.PreventFurtherStepsException;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;

/** Starts a service. Settings that can't be used end it with exit code 2, everything else that keeps it from starting with 1. */
@QuarkusMain
public final class ServiceMain {

    private ServiceMain() {}

    public static void main(String[] arguments) {
        Quarkus.run(null, (code, failure) -> System.exit(exitCode(code, failure)), arguments);
    }

    static int exitCode(int code, Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PreventFurtherStepsException settled) {
                return settled.getExitCode();
            }
            if (cause instanceof ConfigurationException || cause instanceof ConfigValidationException) {
                return BadSetting.EXIT_CODE;
            }
        }
        return code;
    }
}
