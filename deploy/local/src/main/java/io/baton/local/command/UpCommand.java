package io.baton.local.command;

import io.baton.console.Console;
import io.baton.console.HelpOption;
import io.baton.local.LauncherLock;
import io.baton.local.Observing;
import io.baton.local.Settings;
import io.baton.local.Supervision;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** deploy/up: starts what is not running, and looks after it. */
@Command(
        name = "up",
        synopsisHeading = "Usage: deploy/up ",
        customSynopsis = "[OPTIONS]",
        description =
                "Starts all of Baton on this machine, on 127.0.0.1, and looks after it until Ctrl-C. Instances go on serving"
                        + " when it ends, however it ends: deploy/down --instances stops them.")
public final class UpCommand implements Callable<Integer> {

    @Mixin
    private HelpOption help;

    @Mixin
    private StackOptions options;

    @Option(names = "--detach", description = "Leaves it running in the background; deploy/down stops it.")
    private boolean detach;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "PART",
            description = "Runs only these parts, such as postgresql,kafka while a service runs in an IDE.")
    private List<String> only = List.of();

    @Option(
            names = "--observe",
            arity = "0..1",
            fallbackValue = Observing.DEFAULT_EVERY,
            paramLabel = "INTERVAL",
            description = "Runs a Prometheus too, that asks the services so often (5s) and knows the alert rules;"
                    + " it has to be installed.")
    private String observe;

    @Option(names = "--prometheus-port", paramLabel = "N", description = "Port of Prometheus (19090).")
    private int prometheusPort = Observing.DEFAULT_PORT;

    @Option(names = "--resume", hidden = true, description = "Looks after what runs, in the background.")
    private boolean resume;

    private final Console console;

    public UpCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        Settings settings = observed(options.settings(only));
        settings.check();
        settings.home().prepare();
        Optional<LauncherLock> lock = LauncherLock.tryAcquire(settings.home());
        if (lock.isEmpty()) {
            return new Beside(settings, console).report();
        }
        Supervision supervision = new Supervision(settings, lock.get(), console);
        if (resume) {
            supervision.resume();
        } else if (detach) {
            supervision.startDetached();
        } else {
            supervision.startHere();
        }
        return 0;
    }

    /** What is asked for now, or what a stack that was left behind already has. */
    private Settings observed(Settings settings) {
        return observe == null ? settings : settings.observedBy(new Observing(prometheusPort, observe));
    }
}
