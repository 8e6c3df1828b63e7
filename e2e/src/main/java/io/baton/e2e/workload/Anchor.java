package io.baton.e2e.workload;

import java.time.Duration;
import java.time.Instant;

/** One moment on both clocks: that of the wall, which others tell, and {@link System#nanoTime}, which is measured with. */
record Anchor(Instant instant, long nanos) {

    static Anchor now() {
        return new Anchor(Instant.now(), System.nanoTime());
    }

    long nanosAt(Instant when) {
        return nanos + Duration.between(instant, when).toNanos();
    }
}
