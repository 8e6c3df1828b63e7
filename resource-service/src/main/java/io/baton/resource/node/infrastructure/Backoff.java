package io.baton.resource.node.infrastructure;

import java.util.concurrent.TimeUnit;

/** Pauses between attempts at one node: none, 1 s, 2 s, 4 s, … 30 s; from the start again after a quiet minute. */
final class Backoff {
    private static final long LONGEST = TimeUnit.SECONDS.toNanos(30);
    private static final long QUIET = TimeUnit.MINUTES.toNanos(1);

    private long pause;
    private long last = System.nanoTime();

    boolean over() {
        return pause == 0 || System.nanoTime() - last >= pause;
    }

    void next() {
        last = System.nanoTime();
        pause = Math.min(LONGEST, Math.max(TimeUnit.SECONDS.toNanos(1), pause * 2));
    }

    /** It runs. */
    void rest() {
        if (pause > 0 && System.nanoTime() - last >= QUIET) {
            pause = 0;
        }
    }
}
