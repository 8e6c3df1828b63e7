package io.baton.local;

import io.baton.console.Console;
import io.baton.console.HelpOption;
import io.baton.local.command.DownCommand;
import io.baton.local.command.UpCommand;
import io.baton.local.console.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The program behind the scripts in deploy/. */
@Command(name = "deploy")
public final class Main {

    @Mixin
    private HelpOption help;

    private Main() {}

    public static void main(String[] arguments) {
        Console console = Console.standard();
        System.exit(Terminal.run(console, new Main(), arguments, new UpCommand(console), new DownCommand(console)));
    }
}
