package io.baton.e2e.bench;

import io.baton.client.BatonApi;
import io.baton.console.Console;
import io.baton.console.HelpOption;
import io.baton.e2e.demo.StackUse;
import io.baton.local.Settings;
import io.baton.local.UserError;
import io.baton.local.command.StackOptions;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** e2e/bench crowd: what becomes of many creations, and of many upgrades, that are asked for at the same moment. */
@Command(
        name = "crowd",
        synopsisHeading = "Usage: e2e/bench crowd ",
        customSynopsis = "[OPTIONS]",
        description =
                "Creates many instances at once, then upgrades some of them alone and many of them at once, under the"
                        + " same load, and compares the holds.")
public final class CrowdCommand implements Callable<Integer> {

    @Mixin
    private HelpOption help;

    @Mixin
    private StackOptions stackOptions;

    @Option(
            names = "--create",
            paramLabel = "N",
            defaultValue = "30",
            description = "Instances that are created at once (${DEFAULT-VALUE}).")
    private int create;

    @Option(
            names = "--alone",
            paramLabel = "N",
            defaultValue = "5",
            description = "Upgrades one after the other (${DEFAULT-VALUE}).")
    private int alone;

    @Option(
            names = "--upgrade",
            paramLabel = "N",
            defaultValue = "12",
            description = "Upgrades at once (${DEFAULT-VALUE}).")
    private int upgrade;

    @Option(
            names = "--clients",
            paramLabel = "N",
            defaultValue = "2",
            description = "Clients of each instance that is upgraded (${DEFAULT-VALUE}).")
    private int clients;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "100",
            description = "Operations a second of each client (${DEFAULT-VALUE}).")
    private int rate;

    private final Console console;

    public CrowdCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (create < 1 || alone < 0 || upgrade < 0 || clients < 1 || rate < 1) {
            throw new UserError("--create, --clients and --rate must be 1 or more, --alone and --upgrade 0 or more.");
        }
        if (alone + upgrade > create) {
            throw new UserError(
                    "--alone %d and --upgrade %d need %d instances, and --create makes %d.",
                    alone, upgrade, alone + upgrade, create);
        }
        return new StackUse(stackOptions.settings(List.of()), console, false).run(this::measure);
    }

    private int measure(Settings settings) throws InterruptedException {
        try (Crowd crowd = new Crowd(new BatonApi(settings.apiAddress()), console::line)) {
            console.line();
            List<Crowd.Created> created = crowd.create(create);
            List<Crowd.Created> up =
                    created.stream().filter(Crowd.Created::runs).toList();
            console.line(String.format(
                    Locale.ROOT,
                    "%d instances created at once: %d up, %d failed; seconds: median %.1f, longest %.1f",
                    create,
                    up.size(),
                    create - up.size(),
                    Quantiles.of(created, Crowd.Created::seconds, 0.5),
                    Quantiles.of(created, Crowd.Created::seconds, 1)));
            created.stream()
                    .filter(one -> !one.runs())
                    .map(Crowd.Created::failure)
                    .distinct()
                    .forEach(console::line);
            if (up.size() < alone + upgrade) {
                console.line("Too few of them are up for the upgrades.");
                return 1;
            }
            crowd.load(up.subList(0, alone + upgrade), clients, rate);
            List<Crowd.Upgraded> oneByOne = crowd.upgradeOneByOne(alone);
            List<Crowd.Upgraded> atOnce = crowd.upgradeAtOnce(upgrade);
            boolean clean = crowd.judge();
            console.line();
            console.line(CrowdTable.header());
            CrowdTable.rows("alone", oneByOne).forEach(console::line);
            CrowdTable.rows("at once", atOnce).forEach(console::line);
            console.line();
            console.line(crowd.verdict());
            boolean allUp = up.size() == create;
            boolean allUpgraded = oneByOne.stream().allMatch(Crowd.Upgraded::completed)
                    && atOnce.stream().allMatch(Crowd.Upgraded::completed);
            return allUp && allUpgraded && clean ? 0 : 1;
        }
    }
}
