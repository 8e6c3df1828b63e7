package io.baton.local.command;

import io.baton.console.Console;
import io.baton.local.Addresses;
import io.baton.local.Home;
import io.baton.local.LauncherLock;
import io.baton.local.RunningParts;
import io.baton.local.Settings;
import io.baton.local.StackFile;
import io.baton.local.UserError;
import io.baton.local.part.Part;
import io.baton.local.part.Parts;
import io.baton.local.process.RunningProcess;
import java.time.Duration;

/**
 * What deploy/up does where another launcher already looks after the stack: that one starts what is missing, so this
 * one says so, waits for it, and is done.
 */
final class Beside {

    private static final Duration PATIENCE = Duration.ofSeconds(180);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Settings settings;
    private final Console console;

    Beside(Settings asked, Console console) {
        Home home = asked.home();
        this.settings = StackFile.read(home)
                .map(file -> file.settings(asked.root(), home))
                .orElse(asked);
        this.console = console;
        if (asked.observed().isPresent() && settings.observed().isEmpty()) {
            throw new UserError(
                    "The stack in %s runs without Prometheus: stop it with deploy/down, then start it with --observe.",
                    home.path());
        }
    }

    int report() throws InterruptedException {
        RunningProcess launcher = LauncherLock.holder(settings.home())
                .orElseThrow(() -> new UserError(
                        "Another launcher has just taken or left %s: try again.",
                        settings.home().path()));
        boolean whole = true;
        for (Part part : Parts.of(settings)) {
            if (!RunningParts.runs(settings.home(), part.name())) {
                console.line(part.name() + " is not running; " + name(launcher) + " is starting it.");
                whole = false;
            } else if (!part.ready()) {
                console.line(part.name() + " is starting.");
                whole = false;
            }
        }
        if (whole) {
            console.line("Everything runs already, looked after by " + name(launcher) + ".");
        }
        await(launcher);
        if (!whole) {
            console.line("Everything runs now.");
        }
        new Addresses(settings, console).print();
        return 0;
    }

    private static String name(RunningProcess launcher) {
        return "the launcher with process id " + launcher.pid();
    }

    private void await(RunningProcess launcher) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (Part part : Parts.of(settings)) {
            while (!part.ready()) {
                if (launcher.awaitExit(LOOK_AGAIN)) {
                    throw new UserError("The launcher with process id %d ended: start again.", launcher.pid());
                }
                if (System.nanoTime() > deadline) {
                    throw new UserError(
                            "%s is not ready after %d s: see %s.",
                            part.name(), PATIENCE.toSeconds(), settings.home().log(part.name()));
                }
            }
        }
    }
}
