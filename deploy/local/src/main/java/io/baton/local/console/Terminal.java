package io.baton.local.console;

import io.baton.console.Console;
import io.baton.local.BadSetting;
import io.baton.local.UserError;
import picocli.CommandLine;

/** Runs commands so that whatever goes wrong is told in one line. */
public final class Terminal {

    private Terminal() {}

    /** Runs the command that the arguments name; answers the exit code: 2 for what can't be used, 1 for what went wrong. */
    public static int run(Console console, Object root, String[] arguments, Object... subcommands) {
        // The libraries' chatter is for the parts' logs, not for a terminal.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        CommandLine line = new CommandLine(root);
        for (Object subcommand : subcommands) {
            line.addSubcommand(subcommand);
        }
        line.setParameterExceptionHandler((wrong, ignored) -> {
            console.error(wrong.getMessage());
            console.error("See --help.");
            return CommandLine.ExitCode.USAGE;
        });
        line.setExecutionExceptionHandler((failure, command, ignored) -> {
            console.error(failure instanceof UserError ? failure.getMessage() : unexpected(failure));
            return failure instanceof BadSetting ? CommandLine.ExitCode.USAGE : CommandLine.ExitCode.SOFTWARE;
        });
        return line.execute(arguments);
    }

    private static String unexpected(Throwable failure) {
        StackTraceElement[] trace = failure.getStackTrace();
        return "This should not have happened: " + failure + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
