package io.baton.e2e.crash;

import io.baton.console.Console;
import io.baton.console.HelpOption;
import io.baton.e2e.crash.SwitchStep.When;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
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
            names = "--victim",
            split = ",",
            paramLabel = "NAME",
            description = "Whom to kill: ${COMPLETION-CANDIDATES} (all but NOBODY).")
    private List<Victim> victims = Arrays.stream(Victim.values())
            .filter(victim -> victim != Victim.NOBODY)
            .toList();

    @Option(
            names = "--step",
            split = ",",
            paramLabel = "NAME",
            description = "At which steps of those in switchover-service's README (all).")
    private List<String> steps = List.of();

    @Option(names = "--side", paramLabel = "SIDE", description = "Of the step: ${COMPLETION-CANDIDATES} (both).")
    private List<When> sides = List.of(When.values());

    @Option(
            names = "--direct",
            arity = "1",
            split = ",",
            paramLabel = "true|false",
            description = "With a client that writes directly to the old master, or without (both).")
    private List<Boolean> direct = List.of(true, false);

    @Option(names = "--from", paramLabel = "BUILD", defaultValue = "6.2.7", description = "From (${DEFAULT-VALUE}).")
    private String from;

    @Option(names = "--to", paramLabel = "LINE", defaultValue = "7.0", description = "To (${DEFAULT-VALUE}).")
    private String to;

    @Option(names = "--runs", paramLabel = "N", defaultValue = "1", description = "How often all (${DEFAULT-VALUE}).")
    private int runs;

    @Option(names = "--skip", paramLabel = "N", description = "Kills that an earlier run has done, by their number.")
    private int skip;

    @Option(names = "--keep", description = "Leaves the stack's folder, with all logs.")
    private boolean keep;

    private final Console console;

    public CrashesCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws Exception {
        console.line("Starting a stack that may be hurt");
        try (OwnStack stack = OwnStack.start(keep);
                CrashKit kit = new CrashKit(stack.underTest(), from, to)) {
            List<SwitchStep> chosen = steps.isEmpty()
                    ? kit.steps().all()
                    : steps.stream().map(kit.steps()::named).toList();
            List<CrashRound> once = CrashRound.all(chosen, sides, victims, direct);
            List<CrashRound> rounds = Collections.nCopies(runs, once).stream()
                    .flatMap(List::stream)
                    .toList();
            int kills = rounds.size() * direct.size();
            console.line(String.format(
                    Locale.ROOT, "Redis %s to %s, %d kills; 4 clients each through the endpoint", from, to, kills));
            CrashTable table = new CrashTable(console, kills, skip);
            table.header();
            List<CrashRun> all = new ArrayList<>();
            kit.run(rounds.stream().skip(skip / direct.size()).toList(), run -> {
                all.add(run);
                table.row(run, all.size());
            });
            table.summary(all);
            return all.stream().allMatch(CrashRun::passed) ? 0 : 1;
        }
    }
}
