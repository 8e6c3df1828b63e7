package io.baton.sync.replication.model;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What one round remembers for the next. It is lost with the process, and nothing but patience is lost with it.
 *
 * @param troubles since when each kind of trouble lasts
 * @param troubledSince since when there is any, null while there is none
 * @param wellSince since when there is none, null while there is any
 * @param firstAcknowledged the first offset that the new master acknowledged over the present link, 0 before
 * @param replicated how much of the old master's stream the new master has had for certain
 * @param told when progress was last told, null before
 * @param meter the rates
 */
public record SyncMemory(
        Map<Trouble.Kind, Instant> troubles,
        Instant troubledSince,
        Instant wellSince,
        long firstAcknowledged,
        Long replicated,
        Instant told,
        ProgressMeter meter) {
    public static final SyncMemory NONE = new SyncMemory(Map.of(), null, null, 0, null, null, ProgressMeter.STOPPED);

    SyncMemory after(List<Trouble> now, Instant at, long firstAcknowledgement, Long replicatedNow, ProgressMeter next) {
        Map<Trouble.Kind, Instant> since = new EnumMap<>(Trouble.Kind.class);
        now.forEach(trouble -> since.put(trouble.kind(), troubles.getOrDefault(trouble.kind(), at)));
        boolean well = now.isEmpty();
        return new SyncMemory(
                Map.copyOf(since),
                well ? null : troubledSince == null ? at : troubledSince,
                well ? wellSince == null ? at : wellSince : null,
                firstAcknowledgement,
                replicatedNow,
                told,
                next);
    }

    SyncMemory told(Instant at) {
        return new SyncMemory(troubles, troubledSince, wellSince, firstAcknowledged, replicated, at, meter);
    }

    boolean toldWithin(Duration interval, Instant now) {
        return told != null && !reached(told, interval, now);
    }

    boolean lasts(Trouble trouble, Duration atLeast, Instant now) {
        return reached(troubles.get(trouble.kind()), atLeast, now);
    }

    boolean troubledFor(Duration atLeast, Instant now) {
        return reached(troubledSince, atLeast, now);
    }

    boolean wellFor(Duration atLeast, Instant now) {
        return reached(wellSince, atLeast, now);
    }

    private static boolean reached(Instant since, Duration atLeast, Instant now) {
        return since != null && !now.isBefore(since.plus(atLeast));
    }
}
