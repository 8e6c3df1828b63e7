package io.baton.e2e.crash;

import io.baton.e2e.crash.SwitchStep.When;
import io.baton.e2e.stack.StackUnderTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;
import org.awaitility.Awaitility;

/** Runs rounds of kills on one stack, one after the other. */
public final class CrashKit implements AutoCloseable {

    private static final Duration STOP_WITHIN = Duration.ofSeconds(60);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(5);

    private final StackUnderTest stack;
    private final SwitchSteps steps;
    private final String from;
    private final String to;
    private final ExecutorService threads = Executors.newCachedThreadPool();

    /**
     * @param from exact version that the instances have
     * @param to line that they are upgraded to
     */
    public CrashKit(StackUnderTest stack, String from, String to) {
        this.stack = stack;
        this.steps = SwitchSteps.parse(stack.gate().steps());
        this.from = from;
        this.to = to;
    }

    SwitchSteps steps() {
        return steps;
    }

    /** One kill, in an instance with a client that writes directly. */
    public CrashRun run(Victim victim, String step, When when) {
        List<CrashRun> runs = new ArrayList<>();
        run(List.of(CrashRound.of(victim, steps.named(step), when, List.of(true))), runs::add);
        return runs.get(0);
    }

    /**
     * All of them, one after the other. The instances of the next round come up while those of this one come to their end.
     *
     * @param told of each kill what became of it, as soon as that is known
     */
    void run(List<CrashRound> rounds, Consumer<CrashRun> told) {
        Iterator<CrashRound> left = rounds.iterator();
        Underway next = begin(left);
        while (next != null) {
            Underway round = next;
            Optional<RuntimeException> broken = stopAndKill(round);
            next = begin(left);
            end(round, broken).forEach(told);
        }
    }

    /** A round, and its instances on their way up. */
    private record Underway(CrashRound round, List<Scenario> scenarios, List<CompletableFuture<CrashInstance>> up) {}

    private Underway begin(Iterator<CrashRound> left) {
        if (!left.hasNext()) {
            return null;
        }
        CrashRound round = left.next();
        List<Scenario> scenarios = round.points().stream()
                .map(point -> new Scenario(stack, point, from, to))
                .toList();
        return new Underway(round, scenarios, start(scenarios, Scenario::prepare));
    }

    private Optional<RuntimeException> stopAndKill(Underway underway) {
        CrashRound round = underway.round();
        List<Scenario> scenarios = underway.scenarios();
        try {
            all(underway.up());
            stack.gate().close(steps.wishes(round.step(), round.when()));
            all(start(scenarios, Scenario::submit));
            awaitStopped(scenarios);
            all(start(scenarios, Scenario::stopped));
            kill(round.victim(), scenarios);
            return Optional.empty();
        } catch (RuntimeException failed) {
            return Optional.of(failed);
        } finally {
            stack.gate().open();
        }
    }

    /** What could not even be looked at, such as an endpoint that does not answer any more, is a violation too. */
    private List<CrashRun> end(Underway underway, Optional<RuntimeException> broken) {
        try {
            broken.ifPresent(failure -> {
                throw failure;
            });
            return all(start(underway.scenarios(), Scenario::goOn));
        } catch (RuntimeException failed) {
            return underway.round().points().stream()
                    .map(point -> CrashRun.broken(point, String.valueOf(failed.getMessage())))
                    .toList();
        } finally {
            underway.scenarios().forEach(Scenario::abandon);
        }
    }

    private void awaitStopped(List<Scenario> scenarios) {
        Awaitility.await("the switch stops at the step")
                .atMost(STOP_WITHIN)
                .pollDelay(Duration.ZERO)
                .pollInterval(LOOK_AGAIN)
                .until(() -> stack.gate().reached() >= scenarios.size());
    }

    private void kill(Victim victim, List<Scenario> scenarios) {
        if (victim.ofTheInstance()) {
            scenarios.forEach(Scenario::kill);
        } else if (victim != Victim.NOBODY) {
            stack.killPart(victim.label());
        }
    }

    /** At the same time: an instance that waits for another would be another test. */
    private <T> List<CompletableFuture<T>> start(List<Scenario> scenarios, Function<Scenario, T> part) {
        return scenarios.stream()
                .map(scenario -> CompletableFuture.supplyAsync(() -> part.apply(scenario), threads))
                .toList();
    }

    private static <T> List<T> all(List<CompletableFuture<T>> parts) {
        try {
            return parts.stream().map(CompletableFuture::join).toList();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
