package io.baton.sync.replication.model;

import io.baton.contracts.Reason;
import io.baton.sync.replication.model.SyncSignals.CaughtUp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Looks again and again, half a second apart, and keeps what the worker would keep. */
final class Rounds {
    static final SyncLimits LIMITS = SyncLimits.DEFAULT;

    Instant now = Instant.parse("2026-03-02T12:00:00Z");
    private SyncMemory memory = SyncMemory.NONE;
    SyncState state = Samples.syncing();
    NodeSight oldMaster = Info.of("6.2.7-master-streaming").sight();
    NodeSight newMaster = Info.of("7.0.15-of-6.2.7-streaming").sight();
    NodeSight replica = Info.of("7.0.15-chained").sight();
    CarriedOver carriedOver = CarriedOver.ALL;

    Rounds() {
        chained("6.2.7");
    }

    void chained(String version) {
        String replId = Info.of(version + "-master-streaming").fields().get("master_replid");
        replica = Info.of("7.0.15-chained").with("master_replid", replId).sight();
    }

    SyncAssessment look() {
        now = now.plusMillis(500);
        SyncAssessment assessment = SyncAssessment.of(
                state,
                new SyncObservation(now, oldMaster, newMaster, Map.of("new-replica", replica), carriedOver),
                memory,
                LIMITS);
        memory = assessment.memory();
        for (Object signal : assessment.signals()) {
            if (SyncSaga.SYNC.decide(state, signal, now)
                    instanceof io.baton.saga.model.Decision.Applied<SyncState> applied) {
                state = applied.next().state();
            }
        }
        return assessment;
    }

    /** Until a signal of this type comes, at most for this long. */
    <T> T lookUntil(Class<T> type, Duration atMost) {
        Instant end = now.plus(atMost);
        while (now.isBefore(end)) {
            for (Object signal : look().signals()) {
                if (type.isInstance(signal)) {
                    return type.cast(signal);
                }
            }
        }
        throw new AssertionError("no " + type.getSimpleName() + " within " + atMost);
    }

    void caughtUp() {
        lookUntil(CaughtUp.class, Duration.ofSeconds(2));
    }

    /** What is in the way, as codes. */
    static List<String> codes(SyncAssessment assessment) {
        return assessment.troubles().stream().map(Reason::code).toList();
    }

    /** How the old master lists its replica. */
    static String line(long offset, int lag) {
        return "ip=127.0.0.1,port=47015,state=online,offset=" + offset + ",lag=" + lag;
    }
}
