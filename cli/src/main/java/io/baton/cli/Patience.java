package io.baton.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** How long somebody waits. */
final class Patience {

    private static final long LOOK_AGAIN_MILLIS = 200;

    private final Long seconds;
    private final long began = System.nanoTime();

    /** @param seconds null: as long as it takes */
    Patience(Long seconds) {
        if (seconds != null && seconds < 1) {
            throw CliException.usage("--timeout has to be 1 second or more.");
        }
        this.seconds = seconds;
    }

    /** What is left; null where there is no end to it. */
    Duration left() {
        return seconds == null ? null : Duration.ofSeconds(seconds).minusNanos(System.nanoTime() - began);
    }

    CliException over(String what) {
        return new CliException(ExitCodes.NOT_YET, what + " after " + seconds + " s; it goes on.");
    }

    /** Looks now and then until it is as wanted. */
    <T> T until(String otherwise, Supplier<T> look, Predicate<T> wanted) throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        T seen = look.get();
        while (!wanted.test(seen)) {
            if (seconds != null && left().isNegative()) {
                throw over(otherwise);
            }
            never.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
            seen = look.get();
        }
        return seen;
    }
}
