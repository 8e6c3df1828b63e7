package io.baton.e2e.suite;

import io.baton.client.BatonApi;
import io.baton.console.Console;
import io.baton.console.HelpOption;
import io.baton.e2e.demo.StackUse;
import io.baton.local.Settings;
import io.baton.local.UserError;
import io.baton.local.command.StackOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import redis.clients.jedis.exceptions.JedisException;

/** e2e/redis-suite: Redis's own tests through the proxy, and during upgrades. */
@Command(
        name = "e2e/redis-suite",
        description = {
            "Runs the tests of a Redis source tree (external mode), each file directly and through a proxy, or with",
            "--upgrade through the endpoint of an instance that is upgraded meanwhile. Ends with 1 when a test fails",
            "there that passes otherwise."
        })
public final class SuiteCommand implements Callable<Integer> {

    @Mixin
    private HelpOption help;

    @Mixin
    private StackOptions stackOptions;

    @Parameters(
            index = "0",
            paramLabel = "FOLDER",
            description = "An extracted source tree of a version that is among the engines of the build.")
    private Path folder;

    @Option(names = "--upgrade", description = "During an upgrade of each file's own instance.")
    private boolean upgrade;

    @Option(
            names = "--from",
            paramLabel = "VERSION",
            description = "Of the instances that are upgraded (that of the source tree).")
    private String from;

    @Option(
            names = "--to",
            paramLabel = "LINE",
            defaultValue = "7.0",
            description = "Line to upgrade to (${DEFAULT-VALUE}); the instances' own: to its newest version.")
    private String to;

    @Option(
            names = "--units",
            split = ",",
            paramLabel = "FILE",
            description = "Only these, such as unit/multi,unit/type/list.")
    private List<String> units;

    @Option(names = "--slow", description = "Also the tests that are marked as slow.")
    private boolean slow;

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            defaultValue = "300",
            description = "For one run of one file (${DEFAULT-VALUE}).")
    private int limitSeconds;

    private final Console console;

    SuiteCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        if (limitSeconds < 1) {
            throw new UserError("--limit %d: it must be 1 or more.", limitSeconds);
        }
        SourceTree tree = SourceTree.of(folder);
        List<String> files = chosen(tree);
        try (UnitRunner runner = new UnitRunner(tree, slow, Duration.ofSeconds(limitSeconds))) {
            return upgrade
                    ? new StackUse(stackOptions.settings(List.of()), console, false)
                            .run(settings -> duringUpgrades(tree, runner, files, settings))
                    : throughProxy(tree, runner, files);
        }
    }

    private List<String> chosen(SourceTree tree) throws IOException {
        List<String> all = tree.units();
        if (units == null) {
            return all;
        }
        units.stream().filter(unit -> !all.contains(unit)).findFirst().ifPresent(unknown -> {
            throw new UserError("There is no %s in %s/tests.", unknown, folder);
        });
        return units;
    }

    private int throughProxy(SourceTree tree, UnitRunner runner, List<String> files)
            throws IOException, InterruptedException {
        ProxyTable table = new ProxyTable(console, tree.version());
        ThroughProxy comparison = new ThroughProxy(tree, runner, StackOptions.root());
        for (String unit : files) {
            table.row(unit, comparison.run(unit));
        }
        return table.summary();
    }

    private int duringUpgrades(SourceTree tree, UnitRunner runner, List<String> files, Settings settings)
            throws IOException, InterruptedException {
        String version = from == null ? tree.version() : from;
        UpgradeTable table = new UpgradeTable(console, version, to);
        DuringUpgrade comparison = new DuringUpgrade(runner, new BatonApi(settings.apiAddress()), version, to);
        for (String unit : files) {
            try {
                table.row(unit, comparison.run(unit));
            } catch (JedisException unusable) {
                // It has shut its server down, or changed the password.
                table.unusable(unit, unusable.getMessage());
            }
        }
        return table.summary();
    }
}
