package io.baton.e2e.demo;

import io.baton.client.BatonApi;
import io.baton.client.InstanceView;
import io.baton.client.UpgradeFollower;
import io.baton.client.UpgradeView;
import io.baton.console.Console;
import io.baton.e2e.workload.DataFill;
import io.baton.e2e.workload.Target;
import io.baton.e2e.workload.Workload;
import io.baton.e2e.workload.WorkloadResult;
import io.baton.local.UserError;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One upgrade of one instance of its own, under load, on a stack that runs. */
public final class Demo {

    private static final int LEAST_MEMORY_MB = 256;
    private static final Duration UPGRADE_LIMIT = Duration.ofMinutes(30);
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm");

    private final DemoOptions options;
    private final BatonApi api;
    private final Console console;
    private final boolean keep;

    /** @param keep whether the instance is left when the demo is over */
    public Demo(DemoOptions options, BatonApi api, Console console, boolean keep) {
        this.options = options;
        this.api = api;
        this.console = console;
        this.keep = keep;
    }

    public DemoResult run() throws InterruptedException {
        long began = System.nanoTime();
        int memoryMb = Math.max(LEAST_MEMORY_MB, 3 * options.dataMb);
        DemoInstance instance = DemoInstance.create(api, options.from, memoryMb, options.replicas);
        row(
                "instance",
                "%s, Redis %s with %s at %s (up after %s)",
                instance.before().name(),
                instance.before().version(),
                options.replicas == 1 ? "1 replica" : options.replicas + " replicas",
                instance.endpoint(),
                seconds(began));
        try {
            // A target that can't be is refused before anything is filled.
            List<String> refusals = api.refusals(instance.id(), options.to);
            if (!refusals.isEmpty()) {
                throw new UserError("Baton refuses: " + String.join(" ", refusals));
            }
            return upgrade(instance);
        } finally {
            if (!keep && !instance.remove()) {
                console.error("The instance " + instance.before().name() + " is not removed yet.");
            }
        }
    }

    private DemoResult upgrade(DemoInstance instance) throws InterruptedException {
        Target target = instance.endpoint();
        DataFill data = fill(target);
        Workload workload = Workload.start(target, options.clients, options.rate);
        long began = System.nanoTime();
        UpgradeView end;
        try (DemoView view = new DemoView(console, workload)) {
            row(
                    "clients",
                    "%d connections, %s",
                    options.clients,
                    options.rate == 0
                            ? "reading and writing as fast as they are answered"
                            : options.rate + " operations a second each");
            view.warmUp(WARM_UP);
            end = follow(submit(instance), workload, view);
            view.runOn(Duration.ofSeconds(options.secondsAfter));
        }
        Duration ran = Duration.ofNanos(System.nanoTime() - began);
        WorkloadResult clients = workload.stop();
        return new DemoResult(
                end,
                instance.before().version(),
                clients,
                ran,
                data.keys(),
                data.damaged(target),
                instance.engineVersion(),
                instance.metadataVersion(),
                end.completed() ? instance.firstEnginesLeft() : 0);
    }

    private DataFill fill(Target target) {
        long began = System.nanoTime();
        DataFill data = DataFill.ofMegabytes(options.dataMb);
        data.write(
                target,
                written -> console.block(
                        List.of(String.format(Locale.ROOT, "  filling     %,d of %,d keys", written, data.keys()))));
        row("data", "%,d keys, %d MB (filled in %s)", data.keys(), options.dataMb, seconds(began));
        return data;
    }

    private UpgradeView submit(DemoInstance instance) {
        if (options.switchTime == DemoOptions.SwitchTime.now) {
            UpgradeView upgrade = api.upgrade(instance.id(), options.to, "NOW");
            row(
                    "upgrade",
                    "to %s, switching as soon as the data is there",
                    upgrade.to().version());
            return upgrade;
        }
        LocalTime now = LocalTime.now(ZoneOffset.UTC);
        InstanceView.Window window = new InstanceView.Window(
                TIME_OF_DAY.format(now.minusMinutes(1)), TIME_OF_DAY.format(now.plusMinutes(40)), "UTC", null);
        api.setWindow(instance.id(), window);
        UpgradeView upgrade = api.upgrade(instance.id(), options.to, "MAINTENANCE_WINDOW");
        row(
                "upgrade",
                "to %s, switching in the maintenance window, which is open from %s to %s UTC",
                upgrade.to().version(),
                window.start(),
                window.end());
        return upgrade;
    }

    private UpgradeView follow(UpgradeView submitted, Workload workload, DemoView view) throws InterruptedException {
        view.upgrade(submitted);
        try (UpgradeFollower follower = UpgradeFollower.start(api, submitted.id(), upgrade -> {
            upgrade.switchBegan().ifPresent(workload::switchBegan);
            view.upgrade(upgrade);
        })) {
            return follower.end().get(UPGRADE_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            throw new UserError(
                    "The upgrade %s has not ended after %d min.", submitted.id(), UPGRADE_LIMIT.toMinutes());
        } catch (ExecutionException failed) {
            throw new UserError("The upgrade %s can't be followed: %s", submitted.id(), failed.getCause());
        }
    }

    private void row(String what, String format, Object... arguments) {
        console.line("  " + console.style().dim(String.format("%-12s", what))
                + String.format(Locale.ROOT, format, arguments));
    }

    private static String seconds(long began) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - began) / 1e9);
    }
}
