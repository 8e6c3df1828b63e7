package io.baton.e2e.demo;

import io.baton.client.BatonApi;
import io.baton.console.Console;
import io.baton.console.Glyphs;
import io.baton.console.HelpOption;
import io.baton.local.Settings;
import io.baton.local.command.StackOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** deploy/demo: upgrades a live instance before one's eyes. */
@Command(
        name = "deploy/demo",
        synopsisHeading = "Usage: deploy/demo ",
        customSynopsis = "[OPTIONS]",
        description = "Upgrades an instance while clients read and write, and says what happened to them.")
public final class DemoCommand implements Callable<Integer> {

    @Mixin
    private HelpOption help;

    @Mixin
    private StackOptions stackOptions;

    @Mixin
    private DemoOptions options;

    @Option(names = "--report", paramLabel = "FILE", description = "Where to write the result as JSON.")
    private Path report;

    @Option(names = "--keep", description = "Leaves the stack and the instance running afterwards.")
    private boolean keep;

    private final Console console;

    public DemoCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        options.check();
        DemoReport.checkWritable(report);
        Settings settings = stackOptions.settings(List.of());
        console.line(console.style()
                .bold("Baton demo: Redis " + options.from + " " + Glyphs.ARROW + " " + options.to + " while "
                        + options.clients + " clients read and write"));
        console.line();
        return new StackUse(settings, console, keep).run(this::demonstrate);
    }

    private int demonstrate(Settings settings) throws InterruptedException {
        console.line();
        DemoResult result = new Demo(options, new BatonApi(settings.apiAddress()), console, keep).run();
        if (report != null) {
            DemoReport.write(report, result);
        }
        new Receipt(result, console).print();
        return result.success() ? 0 : 1;
    }
}
