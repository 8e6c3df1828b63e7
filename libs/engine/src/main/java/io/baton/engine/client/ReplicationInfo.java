package io.baton.engine.client;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * The section {@code replication} of {@code INFO}. Offsets count bytes of the replication stream.
 *
 * @param masterReplOffset how far this node's own stream is; on a replica, what it passes on to its own replicas
 * @param replId the stream that the offsets belong to; {@code replId2} is the one before the last promotion, valid up to
 *     {@code secondReplOffset} (-1: none)
 * @param masterHost empty on a master, as are all fields up to {@code syncLeftBytes}
 * @param linkUp whether the link to the master is up: the full synchronisation is over and the stream flows
 * @param slaveReplOffset how far this replica has applied its master's stream
 * @param syncInProgress whether a full synchronisation is running
 * @param syncTotalBytes size of the snapshot; unknown before it is known, with diskless transfer, and before 6.2
 * @param syncReadBytes how much of it has arrived; unknown before 6.2
 * @param syncLeftBytes how much is to come; unknown where the size is
 * @param replicas the nodes that replicate from this one
 */
public record ReplicationInfo(
        Role role,
        long masterReplOffset,
        String replId,
        String replId2,
        long secondReplOffset,
        String masterHost,
        int masterPort,
        boolean linkUp,
        long slaveReplOffset,
        boolean syncInProgress,
        OptionalLong syncTotalBytes,
        OptionalLong syncReadBytes,
        OptionalLong syncLeftBytes,
        List<ReplicaLink> replicas) {

    /**
     * Where no engine can ever listen, so that connecting there fails at once: a master that is told to replicate from it
     * becomes a replica that takes no writes and keeps its data. It looks for its master once a second, in vain.
     */
    public static final String NOBODY_HOST = "127.0.0.1";

    public static final int NOBODY_PORT = 0;

    /** What a node is in its replication. */
    public enum Role {
        MASTER,
        REPLICA
    }

    private static final Pattern REPLICA_FIELD = Pattern.compile("slave\\d+");

    /** @param fields as {@link InfoText#parse} gives them */
    public static ReplicationInfo of(Map<String, String> fields) {
        boolean replica = "slave".equals(fields.get("role"));
        OptionalLong total = positive(InfoText.optionalNumber(fields, "master_sync_total_bytes"));
        OptionalLong left = InfoText.optionalNumber(fields, "master_sync_left_bytes");
        return new ReplicationInfo(
                replica ? Role.REPLICA : Role.MASTER,
                InfoText.number(fields, "master_repl_offset", 0),
                fields.getOrDefault("master_replid", ""),
                fields.getOrDefault("master_replid2", ""),
                InfoText.number(fields, "second_repl_offset", -1),
                fields.getOrDefault("master_host", ""),
                (int) InfoText.number(fields, "master_port", 0),
                "up".equals(fields.get("master_link_status")),
                InfoText.number(fields, "slave_repl_offset", 0),
                "1".equals(fields.get("master_sync_in_progress")),
                total,
                notNegative(InfoText.optionalNumber(fields, "master_sync_read_bytes")),
                fields.containsKey("master_sync_total_bytes") && total.isEmpty()
                        ? OptionalLong.empty()
                        : notNegative(left),
                replicas(fields));
    }

    /** Whether this is a master that was demoted for the moment of a switch ({@link #NOBODY_PORT}). */
    public boolean followsNobody() {
        return role == Role.REPLICA && masterPort == NOBODY_PORT && masterHost.equals(NOBODY_HOST);
    }

    private static List<ReplicaLink> replicas(Map<String, String> fields) {
        return fields.entrySet().stream()
                .filter(field -> REPLICA_FIELD.matcher(field.getKey()).matches())
                .map(field -> ReplicaLink.parse(field.getValue()))
                .toList();
    }

    private static OptionalLong positive(OptionalLong number) {
        return number.isPresent() && number.getAsLong() > 0 ? number : OptionalLong.empty();
    }

    private static OptionalLong notNegative(OptionalLong number) {
        return number.isPresent() && number.getAsLong() >= 0 ? number : OptionalLong.empty();
    }
}
