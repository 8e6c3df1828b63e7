package io.baton.e2e.workload;

import java.util.Arrays;

/** The waits of one client that were long enough to be remembered one by one. Written by one thread. */
final class LongWaits {

    /** What an engine on a busy machine may take at any time; shorter waits are only counted, elsewhere. */
    private static final long REMEMBERED_NANOS = 1_000_000L;

    /** One of them, in the nanoseconds of {@link System#nanoTime}. */
    record Wait(long began, long ended) {

        private static final Wait NONE = new Wait(0, 0);

        long nanos() {
            return ended - began;
        }
    }

    private long[] beganAndEnded = new long[256];
    private int size;

    void record(long began, long ended) {
        if (ended - began < REMEMBERED_NANOS) {
            return;
        }
        if (size == beganAndEnded.length) {
            beganAndEnded = Arrays.copyOf(beganAndEnded, 2 * size);
        }
        beganAndEnded[size++] = began;
        beganAndEnded[size++] = ended;
    }

    /** The longest wait that was under way at any moment of that time; one of no length if none that counts was. */
    Wait longestAcross(long from, long to) {
        Wait longest = Wait.NONE;
        for (int i = 0; i < size; i += 2) {
            Wait wait = new Wait(beganAndEnded[i], beganAndEnded[i + 1]);
            if (wait.began() <= to && wait.ended() >= from && wait.nanos() > longest.nanos()) {
                longest = wait;
            }
        }
        return longest;
    }
}
