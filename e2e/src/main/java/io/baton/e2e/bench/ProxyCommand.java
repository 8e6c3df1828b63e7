package io.baton.e2e.bench;

import io.baton.console.Console;
import io.baton.console.HelpOption;
import io.baton.e2e.bench.LoadRun.Load;
import io.baton.local.UserError;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** e2e/bench proxy: Baton's proxy, HAProxy and the bare engine under the same load. */
@Command(
        name = "proxy",
        synopsisHeading = "Usage: e2e/bench proxy ",
        customSynopsis = "[OPTIONS]",
        description = "Compares the proxy with HAProxy (TCP mode, one thread) and with the bare engine.")
public final class ProxyCommand implements Callable<Integer> {

    private static final String ENGINE = "7.0.15";
    private static final long MIB = 1024 * 1024;

    private static final List<Load> LOADS = List.of(
            new Load(50, 1, 16, 60_000),
            new Load(50, 16, 16, 300_000),
            new Load(50, 1, 16_384, 30_000),
            new Load(50, 16, 16_384, 40_000),
            new Load(1_000, 1, 16, 60_000),
            new Load(1_000, 16, 16, 300_000),
            new Load(1_000, 1, 16_384, 30_000),
            new Load(1_000, 16, 16_384, 40_000));

    @Mixin
    private HelpOption help;

    @Option(
            names = "--runs",
            paramLabel = "N",
            defaultValue = "5",
            description = "Of each measurement; the table shows medians (${DEFAULT-VALUE}).")
    private int runs;

    private final Console console;

    public ProxyCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws IOException {
        if (runs < 1) {
            throw new UserError("--runs %d: it must be 1 or more.", runs);
        }
        try (Peers peers = new Peers(Path.of(System.getProperty("baton.root")));
                Peer engine = peers.engine(ENGINE);
                Peer haproxy = peers.haproxy(engine);
                Peer proxy = peers.instanceProxy(engine)) {
            Map<String, Peer> targets = new LinkedHashMap<>();
            targets.put("direct", engine);
            targets.put("haproxy", haproxy);
            targets.put("baton", proxy);
            measure(targets);
            console.line(String.format(
                    Locale.ROOT,
                    "  Resident after all of it: Baton's proxy %d MiB, HAProxy %d MiB.",
                    proxy.residentBytes() / MIB,
                    haproxy.residentBytes() / MIB));
        }
        return 0;
    }

    private void measure(Map<String, Peer> targets) {
        console.line();
        console.line(
                "  SET and GET, operations/s, the worse p99 in ms, and processor time for a command in µs (own code + kernel);");
        console.line("  medians of " + runs + " runs, in turns");
        console.line();
        console.line(String.format(
                Locale.ROOT,
                "  %-36s %9s %9s %9s  %14s   %7s %7s %7s  %10s   %13s  %13s",
                "load",
                "direct",
                "HAProxy",
                "Baton",
                "Baton/HAProxy",
                "direct",
                "HAProxy",
                "Baton",
                "p99 ratio",
                "HAProxy",
                "Baton"));
        Load warmUp = new Load(50, 16, 16, 1_000_000);
        targets.values().forEach(target -> LoadRun.of(target.port(), warmUp));
        LOADS.forEach(load -> {
            // A proxy runs for months: what its virtual machine compiles for this kind of load is no part of it.
            targets.values().forEach(target -> LoadRun.of(target.port(), load));
            console.line(row(load, targets));
        });
        console.line();
    }

    /** One target under one load, and what it took of the processors meanwhile. */
    private record Measured(LoadRun run, ProcessorTime used, Load load) {

        static Measured of(Peer target, Load load) {
            ProcessorTime before = target.processorTime();
            LoadRun run = LoadRun.of(target.port(), load);
            return new Measured(run, target.processorTime().since(before), load);
        }

        double operationsPerSecond() {
            return run.operationsPerSecond();
        }

        double p99Millis() {
            return run.p99Millis();
        }

        double userMicros() {
            return used.user() * 1e6 / load.commands();
        }

        double systemMicros() {
            return used.system() * 1e6 / load.commands();
        }
    }

    /** The targets take turns, so that a slow moment of the machine meets all of them. */
    private String row(Load load, Map<String, Peer> targets) {
        Map<String, List<Measured>> measured = new LinkedHashMap<>();
        for (int run = 0; run < runs; run++) {
            targets.forEach((name, target) ->
                    measured.computeIfAbsent(name, any -> new ArrayList<>()).add(Measured.of(target, load)));
        }
        double[] rate = medians(measured, Measured::operationsPerSecond);
        double[] p99 = medians(measured, Measured::p99Millis);
        double[] user = medians(measured, Measured::userMicros);
        double[] system = medians(measured, Measured::systemMicros);
        return String.format(
                Locale.ROOT,
                "  %-36s %9.0f %9.0f %9.0f  %14.2f   %7.2f %7.2f %7.2f  %10.2f   %5.1f + %5.1f  %5.1f + %5.1f",
                load,
                rate[0],
                rate[1],
                rate[2],
                rate[2] / rate[1],
                p99[0],
                p99[1],
                p99[2],
                p99[2] / p99[1],
                user[1],
                system[1],
                user[2],
                system[2]);
    }

    private static double[] medians(Map<String, List<Measured>> measured, ToDoubleFunction<Measured> figure) {
        return measured.values().stream()
                .mapToDouble(each -> Quantiles.of(each, figure, 0.5))
                .toArray();
    }
}
