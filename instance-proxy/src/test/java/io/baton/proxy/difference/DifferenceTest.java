package io.baton.proxy.difference;

import static org.assertj.core.api.Assertions.assertThat;

import io.baton.testkit.EngineBuilds;
import io.baton.testkit.EngineBuilds.Build;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Random clients read through a switch what they would read from one bare engine, byte for byte but for {@link Normalisations}. The
 * seed is printed; {@code -Dbaton.difference.seed} plays other programs, {@code -Dbaton.difference.seconds} more of them.
 */
class DifferenceTest {

    private static final int SESSIONS = Integer.getInteger("baton.difference.sessions", 100);
    private static final long SECONDS = Long.getLong("baton.difference.seconds", 0);
    private static final long SEED = Long.getLong("baton.difference.seed", 1);

    /** Of each engine, without more time: the same ones in each build, so that a failure has its cause in the change. */
    private static final int PROGRAMS = 500;

    private final Coverage coverage = new Coverage(Grammar.kinds());
    private int played;

    @Test
    void clientsReadThroughASwitchWhatTheyWouldReadFromOneEngine() {
        List<Build> builds = builds();
        List<String> found = new ArrayList<>();
        for (int i = 0; i < builds.size(); i++) {
            long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS) / builds.size();
            try (Arena arena = new Arena(builds.get(i))) {
                Match match = new Match(arena);
                int atLeast = played + PROGRAMS;
                do {
                    Outcome outcome = played / SESSIONS % 4 == 3 ? Outcome.GIVEN_UP : Outcome.SWITCHED;
                    List<Program> programs = Stream.iterate(played, n -> n + 1)
                            .limit(SESSIONS)
                            .map(number -> Generator.program(SEED, number))
                            .toList();
                    played += SESSIONS;
                    for (Difference difference : match.play(programs, outcome, coverage)) {
                        found.add(builds.get(i) + ", seed " + SEED + ", " + match.shrink(difference));
                        System.out.println("DIFF " + found.get(found.size() - 1));
                        if (found.size() >= Integer.getInteger("baton.difference.most", 3)) {
                            break;
                        }
                    }
                } while ((played < atLeast || System.nanoTime() < until)
                        && found.size() < Integer.getInteger("baton.difference.most", 3));
            }
        }
        System.out.println("seed " + SEED + ", " + played + " programs on " + builds + "\n" + coverage);
        assertThat(found)
                .as(() -> found.stream().collect(Collectors.joining("\n\n")))
                .isEmpty();
        assertThat(coverage.empty())
                .as("pairs of kind and point that never came up")
                .isEmpty();
    }

    /** Those of the build, and Valkey where there is one. */
    private static List<Build> builds() {
        String only = System.getProperty("baton.difference.engines", "REDIS 6.2.7,REDIS 7.0.15,VALKEY");
        return EngineBuilds.here().stream()
                .filter(build -> Stream.of(only.split(",")).anyMatch(build.toString()::startsWith))
                .toList();
    }
}
