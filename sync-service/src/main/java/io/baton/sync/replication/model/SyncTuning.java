package io.baton.sync.replication.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongUnaryOperator;

/**
 * Which settings a synchronisation changes. The defaults of the engines are too small for a master that is busy while its
 * snapshot travels: the link is cut, the next full synchronisation begins, and so on for ever. Each value is changed
 * only if it is smaller than needed. Pure.
 *
 * @param outputBufferBytes least hard limit of the output buffer; the size of the data if that is more
 * @param backlogBytes least backlog, as far as the memory limit has room for it
 * @param replTimeoutSeconds least silence after which a link counts as dead
 */
public record SyncTuning(long outputBufferBytes, long backlogBytes, long replTimeoutSeconds) {
    /**
     * No round values: what a user sets meanwhile is told from what was set here by its value, and users set round ones.
     */
    public static final SyncTuning DEFAULT = new SyncTuning((1L << 30) + 4_099, (64L << 20) + 4_099, 307);

    private static final String REPLICATION = "repl-";
    private static final String BACKLOG = "repl-backlog-size";
    private static final String TIMEOUT = "repl-timeout";
    private static final String DISKLESS_DELAY = "repl-diskless-sync-delay";
    private static final String DISKLESS_REPLICAS = "repl-diskless-sync-max-replicas";
    private static final List<String> PING_PERIOD = List.of("repl-ping-replica-period", "repl-ping-slave-period");

    /** The backlog counts as used memory: it may take this part of what is left of the memory limit, and no more. */
    private static final long PART_OF_HEADROOM = 4;

    /** Patterns of {@code CONFIG GET} that find every setting which is looked at here. */
    public static List<String> patterns() {
        return List.of(REPLICATION + "*", OutputBufferLimit.SETTING);
    }

    /** For the old master, which sends one snapshot to the new one. */
    public List<TemporarySetting> ofOldMaster(Map<String, String> config, NodeSight.Seen oldMaster) {
        List<TemporarySetting> changes = linkTo(config, oldMaster);
        change(changes, config, DISKLESS_DELAY, now -> 0);
        if (oldMaster.replication().masterReplOffset() == 0) {
            // Nothing has ever been streamed: the next PING is the proof that the stream flows.
            PING_PERIOD.stream()
                    .filter(config::containsKey)
                    .findFirst()
                    .ifPresent(name -> change(changes, config, name, now -> Math.min(now, 1)));
        }
        return changes;
    }

    /** For the new master, which sends one snapshot to all of its replicas. */
    public List<TemporarySetting> ofNewMaster(Map<String, String> config, NodeSight.Seen oldMaster, int newReplicas) {
        List<TemporarySetting> changes = linkTo(config, oldMaster);
        change(changes, config, DISKLESS_DELAY, now -> newReplicas > 1 ? Math.min(now, 1) : 0);
        if (newReplicas > 1) {
            change(changes, config, DISKLESS_REPLICAS, now -> newReplicas);
        }
        return changes;
    }

    private List<TemporarySetting> linkTo(Map<String, String> config, NodeSight.Seen oldMaster) {
        List<TemporarySetting> changes = new ArrayList<>();
        if (config.containsKey(OutputBufferLimit.SETTING)) {
            OutputBufferLimit limit = OutputBufferLimit.ofReplicas(config.get(OutputBufferLimit.SETTING));
            OutputBufferLimit raised = limit.raisedTo(Math.max(outputBufferBytes, oldMaster.usedMemory()));
            if (!raised.equals(limit)) {
                changes.add(new TemporarySetting(OutputBufferLimit.SETTING, limit.setting(), raised.setting()));
            }
        }
        change(changes, config, BACKLOG, now -> Math.max(now, Math.min(backlogBytes, room(oldMaster))));
        change(changes, config, TIMEOUT, now -> Math.max(now, replTimeoutSeconds));
        return changes;
    }

    private static long room(NodeSight.Seen oldMaster) {
        return oldMaster.maxMemory() == 0
                ? Long.MAX_VALUE
                : Math.max(0, oldMaster.maxMemory() - oldMaster.usedMemory()) / PART_OF_HEADROOM;
    }

    private static void change(
            List<TemporarySetting> changes, Map<String, String> config, String name, LongUnaryOperator wanted) {
        String original = config.get(name);
        if (original == null) {
            return; // this version doesn't have it
        }
        long before = Long.parseLong(original);
        long during = wanted.applyAsLong(before);
        if (during != before) {
            changes.add(new TemporarySetting(name, original, Long.toString(during)));
        }
    }
}
