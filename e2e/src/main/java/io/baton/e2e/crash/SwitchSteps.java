package io.baton.e2e.crash;

import io.baton.e2e.crash.SwitchStep.Way;
import io.baton.e2e.crash.SwitchStep.When;
import io.baton.local.UserError;
import java.util.List;
import java.util.Locale;

/**
 * All steps of a switch in their order, as switchover-service itself tells them: a new one is killed at without a change
 * here.
 */
public record SwitchSteps(List<SwitchStep> all) {

    /** The point of no return; the one step that the kit has to know. */
    private static final String COMMIT = "COMMIT";

    public SwitchSteps {
        all = List.copyOf(all);
    }

    /** @param lines each a name and a way */
    static SwitchSteps parse(List<String> lines) {
        return new SwitchSteps(lines.stream()
                .map(line -> line.split(" "))
                .map(words -> new SwitchStep(words[0], Way.valueOf(words[1])))
                .toList());
    }

    /** @throws UserError if there is none of that name */
    SwitchStep named(String name) {
        return all.stream()
                .filter(step -> step.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new UserError("There is no step %s: the steps are %s.", name, all));
    }

    /** What the gate is to do so that a switch comes to this step and stops on that side of it. */
    List<String> wishes(SwitchStep step, When when) {
        String stop = when.name().toLowerCase(Locale.ROOT) + " " + step;
        int commit = all.indexOf(named(COMMIT));
        return switch (step.way()) {
            case FORWARD -> List.of(stop);
            case UNDO -> List.of("fail " + all.get(commit - 1), stop);
            case RECOVERY -> List.of("fail " + all.get(commit + 1), stop);
        };
    }
}
