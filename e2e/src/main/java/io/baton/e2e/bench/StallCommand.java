package io.baton.e2e.bench;

import io.baton.client.BatonApi;
import io.baton.console.Console;
import io.baton.console.HelpOption;
import io.baton.console.Style;
import io.baton.e2e.demo.Demo;
import io.baton.e2e.demo.DemoOptions;
import io.baton.e2e.demo.DemoResult;
import io.baton.e2e.demo.StackUse;
import io.baton.local.Settings;
import io.baton.local.UserError;
import io.baton.local.command.StackOptions;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
        console.line(StallTable.header());
        List<StallRun> results = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            StallRun result = StallRun.of(new Demo(options, new BatonApi(settings.apiAddress()), silent(), false));
            console.line(StallTable.row(Integer.toString(run), List.of(result), 1));
            result.demo().complaints().forEach(console::line);
            results.add(result);
        }
        console.line(StallTable.row("median", results, 0.5));
        console.line(StallTable.row("worst", results, 1));
        return results.stream().map(StallRun::demo).allMatch(DemoResult::success) ? 0 : 1;
    }

    private static Console silent() {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        return new Console(nowhere, nowhere, Style.plain());
    }
}
