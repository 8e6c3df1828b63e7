package io.baton.local;

import java.time.Duration;

/** How long to wait before a part that ended is started again: longer each time, until it stays up for a while. */
final class Backoff {

    private static final Duration FIRST = Duration.ofMillis(250);
    private static final Duration LONGEST = Duration.ofSeconds(10);
    private static final Duration STABLE = Duration.ofSeconds(30);

    private Duration next = FIRST;
    private long servedSince = System.nanoTime();

    Duration next() {
        Duration pause = next;
        next = min(next.multipliedBy(2), LONGEST);
        return pause;
    }

    void served() {
        servedSince = System.nanoTime();
    }

    void stillRunning() {
        if (System.nanoTime() - servedSince > STABLE.toNanos()) {
            next = FIRST;
        }
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
