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
import picocli.CommandLine.Option;

/** deploy/down: stops a stack, with its launcher or without. */
@Command(
        name = "down",
        synopsisHeading = "Usage: deploy/down ",
        customSynopsis = "[OPTIONS]",
        description =
                "Stops what deploy/up started, in the background or left behind. State is kept, and the instances' engines"
                        + " and proxies go on serving.")
public final class DownCommand implements Callable<Integer> {

    @Mixin
    private HelpOption help;

    private static final Duration LIMIT = Duration.ofSeconds(120);

    @Mixin
    private HomeOption homeOption;

    @Option(
            names = "--instances",
            description = "Stops the instances too: their proxies, then their engines. Data is kept.")
    private boolean instances;

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
            stopLauncher(home);
            lock = LauncherLock.tryAcquire(home);
        } else {
            stopOrphans(root, home);
        }
        try (LauncherLock held =
                lock.orElseThrow(() -> new UserError("Another launcher has just taken %s: try again.", home.path()))) {
            stopOrTellOfInstances(new NodeProcesses(home));
        }
        return 0;
    }

    /** Behind everything else: resource-service would start them again. */
    private void stopOrTellOfInstances(NodeProcesses nodes) throws InterruptedException {
        if (instances && !nodes.running().isEmpty()) {
            console.line("Stopping the instances");
            nodes.stop();
            console.line("The instances are stopped; deploy/up starts them again, with their data.");
        } else {
            nodes.goOnServing().ifPresent(console::line);
        }
    }

    private void stopLauncher(Home home) throws InterruptedException {
        RunningProcess launcher = LauncherLock.holder(home)
                .orElseThrow(() -> new UserError("A launcher has just taken or left %s: try again.", home.path()));
        console.line("Stopping Baton in " + home.path());
        launcher.terminate();
        if (!launcher.awaitExit(LIMIT)) {
            throw new UserError("The launcher with process id %d does not stop.", launcher.pid());
        }
        console.line("Baton is stopped.");
    }

    private void stopOrphans(Path root, Home home) throws Exception {
        Settings settings = StackFile.read(home)
                .map(file -> file.settings(root, home))
                .orElseGet(() -> Settings.of(root, home, Ports.DEFAULT));
        if (RunningParts.among(home, Parts.of(settings)).isEmpty()) {
            boolean nodes = !new NodeProcesses(home).running().isEmpty();
            console.line((nodes ? "Nothing of Baton itself runs in " : "Nothing runs in ") + home.path() + ".");
            return;
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
    }
}
