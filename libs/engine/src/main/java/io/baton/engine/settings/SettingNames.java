package io.baton.engine.settings;

import io.baton.engine.Line;
import java.util.Map;

/**
 * Settings that have had another name. An engine that knows the new name still takes the old one, and lists both; so two
 * names of one setting have to be told from two settings. Pure.
 */
final class SettingNames {

    private static final Line REPLICA_NAMES = new Line(5, 0);
    private static final Line LISTPACK_NAMES = new Line(7, 0);

    /** Old name to today's. */
    private static final Map<String, String> TODAY = Map.ofEntries(
            Map.entry("slaveof", "replicaof"),
            Map.entry("slave-announce-ip", "replica-announce-ip"),
            Map.entry("slave-announce-port", "replica-announce-port"),
            Map.entry("slave-ignore-maxmemory", "replica-ignore-maxmemory"),
            Map.entry("slave-lazy-flush", "replica-lazy-flush"),
            Map.entry("slave-priority", "replica-priority"),
            Map.entry("slave-read-only", "replica-read-only"),
            Map.entry("slave-serve-stale-data", "replica-serve-stale-data"),
            Map.entry("min-slaves-to-write", "min-replicas-to-write"),
            Map.entry("min-slaves-max-lag", "min-replicas-max-lag"),
            Map.entry("repl-ping-slave-period", "repl-ping-replica-period"),
            Map.entry("cluster-slave-no-failover", "cluster-replica-no-failover"),
            Map.entry("cluster-slave-validity-factor", "cluster-replica-validity-factor"),
            Map.entry("hash-max-ziplist-entries", "hash-max-listpack-entries"),
            Map.entry("hash-max-ziplist-value", "hash-max-listpack-value"),
            Map.entry("zset-max-ziplist-entries", "zset-max-listpack-entries"),
            Map.entry("zset-max-ziplist-value", "zset-max-listpack-value"),
            Map.entry("list-max-ziplist-size", "list-max-listpack-size"),
            Map.entry("lua-time-limit", "busy-reply-threshold"));

    private SettingNames() {}

    static String today(String name) {
        return TODAY.getOrDefault(name, name);
    }

    static String inLine(String today, Line line) {
        return TODAY.entrySet().stream()
                .filter(renamed -> renamed.getValue().equals(today))
                .filter(renamed -> renamedIn(renamed.getKey()).isLaterThan(line))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(today);
    }

    private static Line renamedIn(String oldName) {
        return oldName.contains("ziplist") || oldName.equals("lua-time-limit") ? LISTPACK_NAMES : REPLICA_NAMES;
    }
}
