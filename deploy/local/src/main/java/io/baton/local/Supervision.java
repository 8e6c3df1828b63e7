package io.baton.local;

import io.baton.console.Console;
import io.baton.local.process.Executables;
import io.baton.local.process.Launch;
import io.baton.local.process.RunningProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

/**
 * One launcher's time with a stack: in this terminal until Ctrl-C, or handed to a launcher in the background. Its end is the end of
 * Baton's own processes, never of an instance.
 */
public final class Supervision {

    private static final Duration TAKEOVER_LIMIT = Duration.ofSeconds(30);

    private final Settings settings;
    private final LauncherLock lock;
    private final Console console;
    private final StartView view;
    private final Stack stack;
    private final NodeProcesses nodes;
    /** Nodes that were there before a program began to use this stack; null where the stack is not for one program. */
    private Set<String> spared;

    public Supervision(Settings settings, LauncherLock lock, Console console) {
        this.settings = settings;
        this.lock = lock;
        this.console = console;
        this.view = new StartView(console);
        this.stack = new Stack(settings, view);
        this.nodes = new NodeProcesses(settings.home());
    }

    /** Starts what is missing and looks after it; returns never, as Ctrl-C ends the process and with it the stack. */
    public void startHere() throws IOException, InterruptedException {
        CloudKey key = new CloudKey(settings, System.getenv());
        key.check();
        Thread stopper = stopAtExit();
        start(stopper);
        new Addresses(settings, console).print();
        key.introduce(console);
        console.line("Ctrl-C stops Baton; instances go on serving, and running upgrades go on at the next start.");
        new CountDownLatch(1).await();
    }

    /** Starts what is missing, leaves it to a launcher in the background and returns. */
    public void startDetached() throws IOException, InterruptedException {
        CloudKey key = new CloudKey(settings, System.getenv());
        key.check();
        Thread stopper = stopAtExit();
        start(stopper);
        handOver(stopper);
        new Addresses(settings, console).print();
        key.introduce(console);
        console.line("It runs in the background; deploy/down stops it, and instances go on serving.");
    }

    /** Looks after what another launcher started; its lines go to a log. */
    public void resume() throws IOException, InterruptedException {
        start(stopAtExit());
        new CountDownLatch(1).await();
    }

    /**
     * Starts what is missing, for a program that does something with it and then calls {@link #stop(Thread)}. What the program
     * has made of instances meanwhile ends with it; what was there before is spared.
     */
    public Thread startFor() throws IOException, InterruptedException {
        spared = nodes.known();
        Thread stopper = stopAtExit();
        start(stopper);
        return stopper;
    }

    private void start(Thread stopper) throws IOException, InterruptedException {
        StackFile.of(settings).write(settings.home());
        view.expect(stack.parts());
        console.line("Starting Baton; its state is in " + settings.home().path());
        try {
            stack.start();
        } catch (UserError failed) {
            giveUp(stopper);
            throw failed;
        }
        view.settle();
        console.line(summary());
    }

    /** What could not be started whole is stopped, unless it ran before: that was somebody's choice. Instances are left alone. */
    private void giveUp(Thread stopper) throws IOException, InterruptedException {
        view.settle();
        if (!Runtimes.unhook(stopper)) {
            // Ctrl-C came in between, and is what the failure is about.
            new CountDownLatch(1).await();
        }
        if (view.adopted() > 0) {
            stack.leave();
        } else {
            stack.stop();
        }
        lock.close();
    }

    private String summary() {
        String took = String.format(Locale.ROOT, "%.1f s", view.elapsed().toMillis() / 1000.0);
        if (view.adopted() == 0) {
            return "Baton is up after " + took + ".";
        }
        int started = view.expected() - view.adopted();
        return started == 0
                ? "Everything ran already; this launcher looks after it now."
                : String.format(
                        "%d of %d parts ran already, the others are up after %s.",
                        view.adopted(), view.expected(), took);
    }

    /** Leaves the running stack to a launcher in the background. */
    public void handOver(Thread stopper) throws IOException, InterruptedException {
        Runtimes.unhook(stopper);
        stack.leave();
        lock.close();
        Path log = settings.home().log("launcher");
        RunningProcess successor =
                new Launch(successorCommand(), Map.of(), settings.home().path(), log).start();
        long deadline = System.nanoTime() + TAKEOVER_LIMIT.toNanos();
        while (LauncherLock.holder(settings.home()).isEmpty()) {
            if (successor.awaitExit(Duration.ofMillis(50)) || System.nanoTime() > deadline) {
                throw new UserError("Everything runs, but the launcher in the background does not: see %s.", log);
            }
        }
    }

    private List<String> successorCommand() {
        List<String> command = new ArrayList<>(List.of(
                Executables.java(),
                "-Xmx96m",
                "-XX:+UseSerialGC",
                "-Dbaton.root=" + settings.root(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "up",
                "--resume",
                "--home",
                settings.home().path().toString()));
        if (!settings.engines().isEmpty()) {
            command.add("--engines");
            command.add(String.join(
                    File.pathSeparator,
                    settings.engines().stream().map(Path::toString).toList()));
        }
        if (!settings.only().isEmpty()) {
            command.add("--only=" + String.join(",", settings.only()));
        }
        return command;
    }

    private Thread stopAtExit() {
        return Runtimes.hook(this::stop);
    }

    /** Stops Baton and gives the home back, without waiting for the end of this process. */
    public void stop(Thread stopper) {
        if (Runtimes.unhook(stopper)) {
            stop();
        }
    }

    /** Stops Baton and gives the home back. */
    private void stop() {
        try {
            stack.stop();
            if (spared != null) {
                nodes.stopAllBut(spared);
            }
            lock.close();
            console.line("Baton is stopped.");
            nodes.goOnServing().ifPresent(console::line);
        } catch (IOException failed) {
            console.error("Not everything could be stopped: " + failed.getMessage());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
