package io.baton.proxy.difference;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Makes a failing program smaller for as long as what is left still fails. Many attempts are played in one switch. */
final class Shrinking {

    private static final String MALFORMED = "Protocol error";
    private static final int ROUNDS = 15;

    private Shrinking() {}

    /** @param play plays programs and says what was different about them, in any order */
    static Difference smallest(Difference first, Function<List<Program>, List<Difference>> play) {
        Difference smallest = first;
        for (int round = 0; round < ROUNDS; round++) {
            Optional<Difference> smaller = play.apply(smaller(smallest.program())).stream()
                    // without its rest a command is none, which is another matter
                    .filter(one -> first.got().contains(MALFORMED) || !one.got().contains(MALFORMED))
                    .min((one, other) -> one.program().steps().size()
                            - other.program().steps().size());
            if (smaller.isEmpty()) {
                return smallest;
            }
            smallest = smaller.get();
        }
        return smallest;
    }

    private static List<Program> smaller(Program program) {
        List<Program> smaller = new ArrayList<>();
        int size = program.steps().size();
        for (int count = size / 2; count > 0; count = count / 2) {
            for (int from = 0; from < size; from += count) {
                smaller.add(program.without(from, count));
            }
        }
        return smaller;
    }
}
