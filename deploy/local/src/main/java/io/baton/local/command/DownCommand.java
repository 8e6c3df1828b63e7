package io.baton.local.command;

import io.baton.console.Console;
import io.baton.console.HelpOption;
import io.baton.local.Home;
import io.baton.local.LauncherLock;
import io.baton.local.NodeProcesses;
import io.baton.local.Ports;
import io.baton.local.RunningParts;
import io.baton.local.Settings;
import io.baton.local.Stack;
import io.baton.local.StackFile;
import io.baton.local.StackListener;
import io.baton.local.UserError;
import io.baton.local.part.Parts;
import io.baton.local.process.RunningProcess;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** deploy/down: stops a stack, with its launcher or without. */
@Command(
        name = "down",
        synopsisHeading = "Usage: deploy/down ",
        customSynopsis = "[OPTIONS]",
        description = "Stops what deploy/up started, in the background or left behind. State is kept.")
public final class DownCommand implements Callable<Integer> {

    @Mixin
    private HelpOption help;

    private static final Duration LIMIT = Duration.ofSeconds(120);

    @Mixin
    private HomeOption homeOption;

    private final Console console;

    public DownCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Path root = StackOptions.root();
        Home home = homeOption.home(root);
        if (!Files.isDirectory(home.run())) {
            console.line("Nothing runs in " + home.path() + ".");
            return 0;
        }
        Optional<LauncherLock> lock = LauncherLock.tryAcquire(home);
        if (lock.isEmpty()) {
            return stopLauncher(home);
        }
        try (LauncherLock held = lock.get()) {
            return stopOrphans(root, home);
        }
    }

    private int stopLauncher(Home home) throws InterruptedException {
        RunningProcess launcher = LauncherLock.holder(home)
                .orElseThrow(() -> new UserError("A launcher has just taken or left %s: try again.", home.path()));
        console.line("Stopping Baton in " + home.path());
        launcher.terminate();
        if (!launcher.awaitExit(LIMIT)) {
            throw new UserError("The launcher with process id %d does not stop.", launcher.pid());
        }
        console.line("Baton is stopped.");
        return 0;
    }

    private int stopOrphans(Path root, Home home) throws Exception {
        Settings settings = StackFile.read(home)
                .map(file -> file.settings(root, home))
                .orElseGet(() -> Settings.of(root, home, Ports.DEFAULT));
        boolean nothing = RunningParts.among(home, Parts.of(settings)).isEmpty()
                && new NodeProcesses(home).running().isEmpty();
        if (nothing) {
            console.line("Nothing runs in " + home.path() + ".");
            return 0;
        }
        console.line("Stopping what a launcher left behind in " + home.path());
        new Stack(settings, new StackListener() {
                    @Override
                    public void stopping(String part) {
                        console.line("Stopping " + part);
                    }
                })
                .stop();
        console.line("Baton is stopped.");
        return 0;
    }
}
