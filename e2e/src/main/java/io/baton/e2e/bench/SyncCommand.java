package io.baton.e2e.bench;

import io.baton.client.BatonApi;
import io.baton.client.InstanceView;
import io.baton.client.UpgradeView;
import io.baton.console.Console;
import io.baton.console.HelpOption;
import io.baton.e2e.demo.DemoInstance;
import io.baton.e2e.demo.StackUse;
import io.baton.e2e.workload.DataFill;
import io.baton.e2e.workload.Workload;
import io.baton.local.Settings;
import io.baton.local.UserError;
import io.baton.local.command.StackOptions;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** e2e/bench sync: how long stage 2 takes beside a plain REPLICAOF. */
@Command(
        name = "sync",
        synopsisHeading = "Usage: e2e/bench sync ",
        customSynopsis = "[OPTIONS]",
        description = "Compares the time until the new master is caught up with that of a plain REPLICAOF.")
public final class SyncCommand implements Callable<Integer> {

    private static final String FROM = "6.2.7";
    private static final String TO = "7.0.15";
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final DateTimeFormatter TIME_OF_DAY = DateTimeFormatter.ofPattern("HH:mm");

    @Mixin
    private HelpOption help;

    @Mixin
    private StackOptions stackOptions;

    @Option(names = "--data-mb", paramLabel = "MB", defaultValue = "1024", description = "Data (${DEFAULT-VALUE}).")
    private int dataMb;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "3", description = "Of each kind (${DEFAULT-VALUE}).")
    private int runs;

    @Option(
            names = "--writes",
            paramLabel = "N",
            defaultValue = "2000",
            description = "Operations a second of the runs with a load (${DEFAULT-VALUE}).")
    private int operations;

    private final Console console;

    public SyncCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (dataMb < 1 || runs < 1 || operations < 4) {
            throw new UserError("--data-mb and --runs must be 1 or more, --writes 4 or more.");
        }
        return new StackUse(stackOptions.settings(List.of()), console, false).run(this::measure);
    }

    private int measure(Settings settings) throws InterruptedException {
        console.line();
        console.line(String.format(
                Locale.ROOT,
                "Redis %s to %s, %d MB: seconds until caught up, medians of %d runs, in turns",
                FROM,
                TO,
                dataMb,
                runs));
        console.line();
        console.line(String.format(
                "  %-24s %16s %15s %10s %10s %10s",
                "load", "plain REPLICAOF", "with its file", "Baton", "ratio", "to file"));
        BatonApi api = new BatonApi(settings.apiAddress());
        for (int perSecond : new int[] {0, operations}) {
            List<Double> plain = new ArrayList<>();
            List<Double> durable = new ArrayList<>();
            List<Double> baton = new ArrayList<>();
            for (int run = 0; run < runs; run++) {
                PlainReplication.Took took = PlainReplication.measure(FROM, TO, dataMb, perSecond);
                plain.add(took.caughtUp());
                durable.add(took.durable());
                baton.add(stageTwoSeconds(api, perSecond));
            }
            console.line(String.format(
                    Locale.ROOT,
                    "  %-24s %16.2f %15.2f %10.2f %10.2f %10.2f",
                    perSecond == 0 ? "none" : perSecond + " operations/s",
                    Quantiles.median(plain),
                    Quantiles.median(durable),
                    Quantiles.median(baton),
                    Quantiles.median(baton) / Quantiles.median(plain),
                    Quantiles.median(baton) / Quantiles.median(durable)));
        }
        console.line();
        return 0;
    }

    /** With a window that is hours away, so that the upgrade stays in stage 3 and can be cancelled. */
    private double stageTwoSeconds(BatonApi api, int perSecond) throws InterruptedException {
        DemoInstance instance = DemoInstance.create(api, FROM, 3 * dataMb + 256, 0);
        Workload workload = null;
        try {
            DataFill.ofMegabytes(dataMb).write(instance.endpoint(), written -> {});
            LocalTime now = LocalTime.now(ZoneOffset.UTC);
            api.setWindow(
                    instance.id(),
                    new InstanceView.Window(
                            TIME_OF_DAY.format(now.plusHours(6)), TIME_OF_DAY.format(now.plusHours(8)), "UTC", null));
            workload = PlainReplication.load(instance.endpoint(), perSecond);
            UpgradeView submitted = api.upgrade(instance.id(), "7.0", "MAINTENANCE_WINDOW");
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> api.upgrade(submitted.id()).stage() >= 3);
            UpgradeView waiting = api.upgrade(submitted.id());
            api.cancel(submitted.id());
            Awaitility.await().atMost(LIMIT).until(() -> api.upgrade(submitted.id())
                    .ended());
            return waiting.stageOf(2)
                            .flatMap(UpgradeView.Stage::took)
                            .orElseThrow()
                            .toMillis()
                    / 1_000.0;
        } finally {
            if (workload != null) {
                workload.stop();
            }
            instance.remove();
        }
    }
}
