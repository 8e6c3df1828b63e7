package io.baton.e2e.workload;

import java.util.Arrays;

/** The waits of one client that were long enough to be remembered one by one. Written by one thread. */
final class LongWaits {

    /** What an engine on a busy machine may take at any time; shorter waits are only counted, elsewhere. */
    private static final long REMEMBERED_NANOS = 1_000_000L;

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

    /** The longest wait, in nanoseconds, that was under way at any moment of that time; 0 if none that counts was. */
    long longestAcross(long from, long to) {
        long longest = 0;
        for (int i = 0; i < size; i += 2) {
            if (beganAndEnded[i] <= to && beganAndEnded[i + 1] >= from) {
                longest = Math.max(longest, beganAndEnded[i + 1] - beganAndEnded[i]);
            }
        }
        return longest;
    }
}
