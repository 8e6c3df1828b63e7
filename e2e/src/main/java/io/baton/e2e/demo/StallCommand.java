package io.baton.e2e.demo;

import io.baton.e2e.api.BatonApi;
import io.baton.e2e.history.Verdict;
import io.baton.local.Settings;
import io.baton.local.UserError;
import io.baton.local.command.StackOptions;
import io.baton.local.console.Console;
import io.baton.local.console.HelpOption;
import io.baton.local.console.Style;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** e2e/bench stall: how long the clients of many upgrades waited, as a table. */
@Command(
        name = "stall",
        synopsisHeading = "Usage: e2e/bench stall ",
        customSynopsis = "[OPTIONS]",
        description = "Upgrades one instance after the other under load and prints the clients' longest waits.")
public final class StallCommand implements Callable<Integer> {

    @Mixin
    private HelpOption help;

    @Mixin
    private StackOptions stackOptions;

    @Mixin
    private DemoOptions options;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "10", description = "Upgrades (${DEFAULT-VALUE}).")
    private int runs;

    private final Console console;

    public StallCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        options.check();
        if (runs < 1) {
            throw new UserError("--runs %d: it must be 1 or more.", runs);
        }
        return new StackUse(stackOptions.settings(List.of()), console, false).run(this::measure);
    }

    private int measure(Settings settings) throws InterruptedException {
        console.line();
        console.line(String.format(
                Locale.ROOT,
                "Redis %s to %s, %d clients, %d MB, %d replicas; all times in ms",
                options.from,
                options.to,
                options.clients,
                options.dataMb,
                options.replicas));
        console.line();
        console.line(
                "  run     stall median     max   before: p99     max    switch  upgrade s       ops/s  lost  errors");
        double[] stalls = new double[runs];
        boolean success = true;
        for (int run = 0; run < runs; run++) {
            DemoResult result = new Demo(options, new BatonApi(settings.apiAddress()), silent(), false).run();
            console.line(row(run + 1, result));
            result.complaints().forEach(console::line);
            stalls[run] = result.clients().stallMillis(1);
            success &= result.success();
        }
        Arrays.sort(stalls);
        console.line();
        console.line(String.format(
                Locale.ROOT,
                "  Longest stall of a run: median %.2f ms, worst %.2f ms, of %d runs.",
                stalls[(runs - 1) / 2],
                stalls[runs - 1],
                runs));
        return success ? 0 : 1;
    }

    private static String row(int run, DemoResult result) {
        Verdict verdict = result.clients().verdict();
        double upgradeSeconds = result.upgrade().endedAt() == null
                ? Double.NaN
                : java.time.Duration.between(
                                        result.upgrade().createdAt(),
                                        result.upgrade().endedAt())
                                .toMillis()
                        / 1_000.0;
        return String.format(
                Locale.ROOT,
                "  %3d         %8.2f %7.2f       %7.2f %7.2f   %7.2f   %8.2f  %,10d  %4d  %6d",
                run,
                result.clients().stallMillis(0.5),
                result.clients().stallMillis(1),
                result.clients().normalMillis(0.99),
                result.clients().normalMaxMillis(),
                result.upgrade().receipt() == null
                        ? Double.NaN
                        : result.upgrade().receipt().path("totalMs").asDouble(Double.NaN),
                upgradeSeconds,
                result.clients().operations() * 1_000 / Math.max(1, result.ran().toMillis()),
                result.lost(),
                verdict.errors() + verdict.disconnects());
    }

    private static Console silent() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Console(nowhere, nowhere, Style.plain());
    }
}
