package io.baton.e2e.bench;

import io.baton.console.Console;
import io.baton.console.HelpOption;
import io.baton.e2e.crash.CrashesCommand;
import io.baton.local.console.Terminal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The program behind e2e/bench. */
@Command(name = "e2e/bench")
public final class BenchMain {

    @Mixin
    private HelpOption help;

    private BenchMain() {}

    public static void main(String[] arguments) {
        Console console = Console.standard();
        System.exit(Terminal.run(
                console,
                new BenchMain(),
                arguments,
                new StallCommand(console),
                new SyncCommand(console),
                new CrashesCommand(console),
                new PeersCommand(console),
                new CrowdCommand(console),
                new ProxyCommand(console)));
    }
}
