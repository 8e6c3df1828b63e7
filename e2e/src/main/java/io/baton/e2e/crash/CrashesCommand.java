package io.baton.e2e.crash;

import io.baton.console.Console;
import io.baton.console.HelpOption;
import io.baton.e2e.crash.SwitchStep.When;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** e2e/bench crashes: kills each component before and after each step of a switch, and checks what must hold then. */
@Command(
        name = "crashes",
        synopsisHeading = "Usage: e2e/bench crashes ",
        customSynopsis = "[OPTIONS]",
        description = {
            "Kills each component before and after each step of a switch, on a stack of its own, and checks that nothing",
            "was lost, that there were never two writable masters, and that every upgrade came to an end."
        })
public final class CrashesCommand implements Callable<Integer> {

    @Mixin
    private HelpOption help;

    @Option(
            names = "--victims",
            split = ",",
            paramLabel = "NAME",
            description = "Whom to kill: ${COMPLETION-CANDIDATES} (all but NOBODY).")
    private List<Victim> victims = Arrays.stream(Victim.values())
            .filter(victim -> victim != Victim.NOBODY)
            .toList();

    @Option(
            names = "--steps",
            split = ",",
            paramLabel = "NAME",
            description = "At which steps: ${COMPLETION-CANDIDATES} (all).")
    private List<SwitchStep> steps = List.of(SwitchStep.values());

    @Option(names = "--when", paramLabel = "WHEN", description = "${COMPLETION-CANDIDATES} (both).")
    private When when;

    @Option(names = "--from", paramLabel = "BUILD", defaultValue = "6.2.7", description = "From (${DEFAULT-VALUE}).")
    private String from;

    @Option(names = "--to", paramLabel = "LINE", defaultValue = "7.0", description = "To (${DEFAULT-VALUE}).")
    private String to;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "1", description = "How often all (${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--keep", description = "Leaves the stack's folder, with all logs.")
    private boolean keep;

    private final Console console;

    public CrashesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        List<CrashPoint> points = CrashPoint.all(victims, steps).stream()
                .filter(point -> when == null || point.when() == when)
                .toList();
        CrashTable table = new CrashTable(console);
        try (OwnStack stack = OwnStack.start(console, keep)) {
            CrashKit kit = new CrashKit(stack.underTest(), from, to);
            console.line(String.format(
                    Locale.ROOT,
                    "Redis %s to %s, %d kills; 4 clients, and one past the proxy",
                    from,
                    to,
                    points.size() * runs));
            table.header();
            List<CrashRun> all = new ArrayList<>();
            for (int run = 0; run < runs; run++) {
                for (CrashPoint point : points) {
                    all.add(kit.run(point));
                    table.row(all.get(all.size() - 1));
                }
            }
            table.summary(all);
            return all.stream().allMatch(CrashRun::passed) ? 0 : 1;
        }
    }
}
