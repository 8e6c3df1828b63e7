package io.baton.upgrade.console.model;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The lag of an upgrade over its whole time, in bounded memory: when it is full, every other sample is dropped, and from
 * then on they are kept half as often. Not thread-safe.
 */
public final class LagTrail {

    /** @param bytes that the new master had not acknowledged */
    public record Sample(Instant at, long bytes) {}

    private static final int MOST = 240;

    private final List<Sample> samples = new ArrayList<>();
    /** Progress is told once a second; the same one can be seen twice, by its event and by who watches. */
    private long everyMillis = 500;

    public void add(Instant at, long bytes) {
        Sample last = samples.isEmpty() ? null : samples.get(samples.size() - 1);
        if (last != null && at.isBefore(last.at().plusMillis(everyMillis))) {
            return;
        }
        samples.add(new Sample(at, bytes));
        if (samples.size() > MOST) {
            halve();
        }
    }

    public List<Sample> samples() {
        return List.copyOf(samples);
    }

    private void halve() {
        List<Sample> kept = new ArrayList<>();
        for (int i = 0; i < samples.size(); i += 2) {
            kept.add(samples.get(i));
        }
        long whole =
                kept.get(kept.size() - 1).at().toEpochMilli() - kept.get(0).at().toEpochMilli();
        samples.clear();
        samples.addAll(kept);
        everyMillis = whole / kept.size();
    }
}
