package io.baton.switchover.infrastructure;

import io.baton.switchover.application.Step;
import java.util.Arrays;
import java.util.Optional;

/**
 * What a game day wants of a switch, a wish a line: {@code before STEP} and {@code after STEP} stop it there, {@code fail
 * STEP} lets the step be done and then takes it for failed. Anything else is ignored. Pure.
 */
record GateFile(String text) {
    static final GateFile NONE = new GateFile("");

    /** The wish for this place, if there is one. */
    Optional<String> wish(String when, Step step) {
        String wanted = when + " " + step;
        return lines().filter(wanted::equals).findFirst();
    }

    boolean has(String wish) {
        return lines().anyMatch(wish::equals);
    }

    private java.util.stream.Stream<String> lines() {
        return Arrays.stream(text.split("\\R")).map(String::strip);
    }
}
