package io.baton.e2e.demo;

import io.baton.client.ApiProblem;
import io.baton.console.Console;
import io.baton.local.LauncherLock;
import io.baton.local.Settings;
import io.baton.local.StackFile;
import io.baton.local.Supervision;
import io.baton.local.UserError;
import java.io.UncheckedIOException;
import java.util.Optional;

/** Does something with a stack: the one that runs, or one that is started for it and stopped afterwards. */
public final class StackUse {

    /** What is done with a stack that runs. Answers the exit code. */
    public interface Work {
        int run(Settings settings) throws Exception;
    }

    private final Settings settings;
    private final Console console;
    private final boolean keep;

    /** @param keep whether a stack that was started for this is left running */
    public StackUse(Settings settings, Console console, boolean keep) {
        this.settings = settings;
        this.console = console;
        this.keep = keep;
    }

    public int run(Work work) throws Exception {
        settings.check();
        settings.home().prepare();
        Optional<LauncherLock> lock = LauncherLock.tryAcquire(settings.home());
        return lock.isPresent() ? onOwn(work, lock.get()) : onRunning(work);
    }

    private int onRunning(Work work) throws Exception {
        Settings running = StackFile.read(settings.home())
                .map(file -> file.settings(settings.root(), settings.home()))
                .orElse(settings);
        console.line("Using the stack that runs at " + running.apiAddress() + ".");
        return perform(work, running);
    }

    private int onOwn(Work work, LauncherLock lock) throws Exception {
        Supervision supervision = new Supervision(settings, lock, console);
        Thread stopper = supervision.startFor();
        boolean handedOver = false;
        try {
            int exitCode = perform(work, settings);
            if (keep) {
                supervision.handOver(stopper);
                handedOver = true;
                console.line("The stack goes on at " + settings.apiAddress() + "; deploy/down stops it.");
            }
            return exitCode;
        } finally {
            if (!handedOver) {
                supervision.stop(stopper);
            }
        }
    }

    private static int perform(Work work, Settings settings) throws Exception {
        try {
            return work.run(settings);
        } catch (ApiProblem refused) {
            throw new UserError("Baton refuses: " + refused.getMessage());
        } catch (UncheckedIOException failed) {
            throw new UserError(failed.getMessage());
        }
    }
}
