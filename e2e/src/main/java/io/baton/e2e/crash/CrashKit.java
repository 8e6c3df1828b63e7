package io.baton.e2e.crash;

import java.time.Duration;

/** Runs scenarios on one stack, one after the other. */
public final class CrashKit {

    /** Longer than anything waits for: leases, back-offs of both supervisors, a second grant, a second synchronisation. */
    private static final Duration END_WITHIN = Duration.ofSeconds(120);

    private final StackUnderTest stack;
    private final String from;
    private final String to;

    /**
     * @param from exact version that the instances have
     * @param to line that they are upgraded to
     */
    public CrashKit(StackUnderTest stack, String from, String to) {
        this.stack = stack;
        this.from = from;
        this.to = to;
    }

    /** What could not even be looked at, such as an endpoint that does not answer any more, is a violation too. */
    public CrashRun run(CrashPoint point) throws InterruptedException {
        try {
            return new Scenario(stack, point, from, to, END_WITHIN).run();
        } catch (RuntimeException broken) {
            return CrashRun.broken(point, String.valueOf(broken.getMessage()));
        }
    }
}
