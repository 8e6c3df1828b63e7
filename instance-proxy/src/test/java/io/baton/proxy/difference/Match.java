package io.baton.proxy.difference;

import java.time.Duration;
import java.util.List;
import java.util.Set;

/** Bare engine against proxy: plays programs here and there, and shrinks those that differ. */
final class Match {

    private static final Duration PATIENCE = Duration.ofSeconds(5);
    /** While a program is made smaller most that fails is known to fail. */
    private static final Duration IMPATIENCE = Duration.ofMillis(400);

    private final Arena arena;
    private int session;

    Match(Arena arena) {
        this.arena = arena;
    }

    List<Difference> play(List<Program> programs, Outcome outcome, Coverage coverage) {
        return play(programs, outcome, coverage, PATIENCE);
    }

    private List<Difference> play(List<Program> programs, Outcome outcome, Coverage coverage, Duration patience) {
        List<Program> sessions =
                programs.stream().map(program -> program.of(++session)).toList();
        BareRun bare = arena.bare(coverage);
        List<List<Transcript>> right =
                sessions.stream().map(program -> bare.play(program, outcome)).toList();
        List<Difference> differences = SwitchedRun.play(arena, sessions, right, outcome, patience);
        return differences.stream()
                .map(found -> found.of(programs.get(sessions.indexOf(found.program()))))
                .toList();
    }

    Difference shrink(Difference difference) {
        return Shrinking.smallest(
                difference, programs -> play(programs, difference.outcome(), new Coverage(Set.of()), IMPATIENCE));
    }
}
