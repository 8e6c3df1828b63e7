package io.baton.cli;

import io.baton.console.Console;
import java.util.Map;
import picocli.CommandLine;

/** The program behind deploy/baton. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(run(Console.standard(), System.getenv(), arguments));
    }

    /** Runs the command that the arguments name; answers the exit code. */
    static int run(Console console, Map<String, String> environment, String... arguments) {
        return line(new Baton(console, environment)).execute(arguments);
    }

    static CommandLine line(Baton baton) {
        CommandLine line = new CommandLine(baton)
                .addSubcommand(new InstancesCommand(baton))
                .addSubcommand(new TargetsCommand(baton))
                .addSubcommand(new UpgradeCommand(baton))
                .addSubcommand(new MinorUpgradeCommand(baton))
                .addSubcommand(new WatchCommand(baton))
                .addSubcommand(new CancelCommand(baton))
                .addSubcommand(new SwitchNowCommand(baton))
                .addSubcommand(new WindowCommand(baton))
                .addSubcommand(new CompletionCommand(baton));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((wrong, ignored) -> {
            String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
            baton.console().error("baton: " + wrong.getMessage() + ". See " + command + " --help.");
            return ExitCodes.USAGE;
        });
        line.setExecutionExceptionHandler((failure, command, ignored) -> {
            Failures told = Failures.of(failure);
            baton.console().error("baton: " + told.message());
            return told.exitCode();
        });
        return line;
    }
}
