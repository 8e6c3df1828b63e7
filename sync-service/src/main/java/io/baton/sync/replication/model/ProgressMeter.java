package io.baton.sync.replication.model;

import java.time.Duration;
import java.time.Instant;

/**
 * Measures two rates from what was counted before: what arrives, and what there is to arrive. Smoothed, so that an
 * estimate doesn't jump.
 *
 * @param at the last sample, null before the first
 * @param snapshot whether bytes of the snapshot were counted, or those of the stream
 * @param arrived counted bytes
 * @param written the old master's offset
 * @param arriving bytes a second
 * @param writing bytes a second
 * @param snapshotBytes size of the snapshot as last known, 0 before
 */
record ProgressMeter(
        Instant at, boolean snapshot, long arrived, long written, double arriving, double writing, long snapshotBytes) {
    static final ProgressMeter STOPPED = new ProgressMeter(null, true, 0, 0, 0, 0, 0);

    private static final Duration SAMPLE = Duration.ofMillis(400);
    private static final double WEIGHT_OF_NEW = 0.4;

    ProgressMeter sample(Instant now, boolean ofSnapshot, long arrivedBytes, long writtenBytes, long totalBytes) {
        if (at == null || ofSnapshot != snapshot || arrivedBytes < arrived || writtenBytes < written) {
            return new ProgressMeter(now, ofSnapshot, arrivedBytes, writtenBytes, 0, 0, totalBytes);
        }
        Duration between = Duration.between(at, now);
        if (between.compareTo(SAMPLE) < 0) {
            return new ProgressMeter(at, snapshot, arrived, written, arriving, writing, totalBytes);
        }
        double seconds = between.toNanos() / 1e9;
        return new ProgressMeter(
                now,
                ofSnapshot,
                arrivedBytes,
                writtenBytes,
                smooth(arriving, (arrivedBytes - arrived) / seconds),
                smooth(writing, (writtenBytes - written) / seconds),
                totalBytes);
    }

    /** @return when the rest has come, if it shrinks; null if nobody can tell */
    Instant eta(Instant now, long rest) {
        double shrinking = snapshot ? arriving : arriving - writing;
        if (shrinking < 1) {
            return null;
        }
        double seconds = rest / shrinking;
        return seconds > Duration.ofDays(30).toSeconds() ? null : now.plusMillis((long) (seconds * 1000));
    }

    long bytesPerSecond() {
        return Math.round(arriving);
    }

    private static double smooth(double before, double now) {
        return before == 0 ? now : before + WEIGHT_OF_NEW * (now - before);
    }
}
