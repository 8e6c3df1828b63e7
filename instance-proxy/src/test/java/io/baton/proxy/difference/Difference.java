package io.baton.proxy.difference;

import java.util.Set;
import java.util.TreeSet;

/**
 * A program whose client has read something else through the proxy than from a bare engine.
 *
 * @param right what it may read by then, normalised
 */
record Difference(Program program, Outcome outcome, Turns.Turn turn, Set<String> right, String got) {

    Difference {
        right = Set.copyOf(right);
    }

    /** The same, as it was before it got names of its own. */
    Difference of(Program general) {
        return new Difference(general, outcome, turn, right, got);
    }

    @Override
    public String toString() {
        return "a hold that ended " + outcome + ", a client that does:\n" + program + "\nby the end of " + turn.acts()
                + " " + turn.when()
                + "\n  reads       " + shown(got) + "\n  instead of  "
                + String.join(
                        "\n  or          ",
                        new TreeSet<>(right).stream().map(Difference::shown).toList());
    }

    private static String shown(String text) {
        return text.replace("\r\n", "\\r\\n");
    }
}
