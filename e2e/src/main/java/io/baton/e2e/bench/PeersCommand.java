package io.baton.e2e.bench;

import io.baton.console.Console;
import io.baton.console.HelpOption;
import io.baton.e2e.workload.DataFill;
import io.baton.e2e.workload.Target;
import io.baton.e2e.workload.Workload;
import io.baton.e2e.workload.WorkloadResult;
import io.baton.local.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import redis.clients.jedis.Jedis;

/** e2e/bench peers: what clients see when the same switch is made by hand, with HAProxy in front. */
@Command(
        name = "peers",
        synopsisHeading = "Usage: e2e/bench peers ",
        customSynopsis = "[OPTIONS]",
        description = {
            "Makes the same switch without Baton, under the same clients: HAProxy with FAILOVER, and HAProxy with a script",
            "that pauses, waits and promotes."
        })
public final class PeersCommand implements Callable<Integer> {

    private static final String FROM = "6.2.7";
    private static final String TO = "7.0.15";
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Duration AFTER = Duration.ofSeconds(2);

    @Mixin
    private HelpOption help;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "5", description = "Of each kind (${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "16", description = "Clients (${DEFAULT-VALUE}).")
    private int clients;

    @Option(names = "--data-mb", paramLabel = "MB", defaultValue = "64", description = "Data (${DEFAULT-VALUE}).")
    private int dataMb;

    private final Console console;

    public PeersCommand(Console console) {
        this.console = console;
    }

    /** What the clients of one switch report. */
    private record Run(double waitMillis, double medianWaitMillis, long errors, long disconnects, long lost) {}

    @Override
    public Integer call() throws IOException, InterruptedException {
        if (runs < 1 || clients < 1 || dataMb < 1) {
            throw new UserError("--runs, --clients and --data-mb must be 1 or more.");
        }
        console.line();
        console.line(String.format(
                Locale.ROOT,
                "Redis %s to %s by hand, %d clients at full speed, %d MB; medians and (worst) of %d runs; times in ms",
                FROM,
                TO,
                clients,
                dataMb,
                runs));
        console.line();
        console.line(String.format(
                "  %-36s %19s %19s %17s %19s %13s",
                "kind", "wait of half", "longest wait", "errors", "disconnects", "writes lost"));
        for (PeerSwitch kind : PeerSwitch.values()) {
            List<Run> done = new ArrayList<>();
            for (int run = 0; run < runs; run++) {
                done.add(run(kind));
            }
            console.line(String.format(
                    "  %-36s %19s %19s %17s %19s %13s",
                    kind.title(),
                    figures(done, Run::medianWaitMillis, "%.1f"),
                    figures(done, Run::waitMillis, "%.1f"),
                    figures(done, Run::errors, "%.0f"),
                    figures(done, Run::disconnects, "%.0f"),
                    figures(done, Run::lost, "%.0f")));
        }
        console.line();
        return 0;
    }

    private Run run(PeerSwitch kind) throws IOException, InterruptedException {
        try (Peers peers = new Peers(Path.of(System.getProperty("baton.root")));
                Peer oldMaster = peers.engine(FROM);
                Peer newMaster = peers.engine(TO);
                Peer haproxy = peers.haproxy(oldMaster);
                Jedis oldAdmin = target(oldMaster).connect();
                Jedis newAdmin = target(newMaster).connect()) {
            DataFill.ofMegabytes(dataMb).write(target(oldMaster), written -> {});
            PeerSwitch.replicate(target(oldMaster), target(newMaster));
            Workload workload = Workload.start(target(haproxy), clients, 0);
            workload.runOn(WARM_UP);
            Instant began = Instant.now();
            workload.switchBegan(began);
            kind.perform(oldAdmin, newAdmin, newMaster.port(), peers.haproxyAdmin());
            Instant ended = Instant.now();
            workload.runOn(AFTER);
            WorkloadResult result = workload.stop();
            return new Run(
                    result.waitMillisAcross(began, ended, 1),
                    result.waitMillisAcross(began, ended, 0.5),
                    result.verdict().errors(),
                    result.verdict().disconnects(),
                    result.verdict().lostWrites());
        }
    }

    private static Target target(Peer peer) {
        return new Target(Peer.HOST, peer.port(), null);
    }

    private static String figures(List<Run> done, ToDoubleFunction<Run> figure, String format) {
        return String.format(
                Locale.ROOT,
                format + " (" + format + ")",
                Quantiles.of(done, figure, 0.5),
                Quantiles.of(done, figure, 1));
    }
}
