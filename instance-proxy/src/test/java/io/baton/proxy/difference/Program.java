package io.baton.proxy.difference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What one client does, and others to it. Sessions have keys and channels of their own: their names begin with {@link #HERE}, which
 * becomes the number of the session and is as long as that, so that lengths in commands stay right.
 */
record Program(String prefix, List<Step> steps) {

    /** The beginning of all names that belong to the session. */
    static final String HERE = "s#####";

    Program {
        steps = List.copyOf(steps);
    }

    Program(List<Step> steps) {
        this(HERE, steps);
    }

    /** The same for the session with this number. */
    Program of(int session) {
        String name = String.format(Locale.ROOT, "s%05d", session % 100_000);
        return new Program(
                name,
                steps.stream()
                        .map(step -> new Step(step.when(), of(name, step.act())))
                        .toList());
    }

    private static Step.Act of(String prefix, Step.Act act) {
        if (act instanceof Step.Say say) {
            return new Step.Say(say.kind(), say.bytes().replace(HERE, prefix), say.takesItsTime());
        }
        if (act instanceof Step.Others others) {
            return new Step.Others(others.words().stream()
                    .map(word -> word.replace(HERE, prefix))
                    .toList());
        }
        return act;
    }

    List<Step> at(Point point) {
        return steps.stream().filter(step -> step.when() == point).toList();
    }

    /** Without {@code count} steps from this one on. */
    Program without(int from, int count) {
        List<Step> left = new ArrayList<>(steps.subList(0, from));
        left.addAll(steps.subList(Math.min(steps.size(), from + count), steps.size()));
        return new Program(prefix, left);
    }

    @Override
    public String toString() {
        return steps.stream().map(Step::toString).collect(Collectors.joining("\n  ", "  ", ""));
    }
}
