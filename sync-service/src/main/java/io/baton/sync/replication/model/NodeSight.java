package io.baton.sync.replication.model;

import io.baton.engine.client.ReplicationInfo;
import java.util.Map;

/** What one look at a node gave. */
public sealed interface NodeSight {

    /**
     * The node answered.
     *
     * @param runId its process; another one after every start
     * @param loading whether it loads a snapshot into memory
     * @param fullSyncs how many full synchronisations it has begun to send since its start
     * @param appendFileComplete whether its append-only file, where it keeps one, holds all of its data: after a full
     *     synchronisation it is written anew
     * @param unexpectedErrors how many commands of its master's stream it refused; 0 where the version doesn't tell
     * @param usedMemory bytes
     * @param maxMemory bytes, 0 without a limit
     * @param cachedScripts how many scripts EVALSHA finds; -1 where the version doesn't tell
     */
    record Seen(
            String runId,
            boolean loading,
            ReplicationInfo replication,
            long fullSyncs,
            boolean appendFileComplete,
            long unexpectedErrors,
            long usedMemory,
            long maxMemory,
            long cachedScripts)
            implements NodeSight {

        boolean master() {
            return replication.role() == ReplicationInfo.Role.MASTER;
        }
    }

    /** It did not. */
    record Unseen(String why) implements NodeSight {}

    /** @param info the fields of {@code INFO}, default sections */
    static Seen of(Map<String, String> info) {
        return new Seen(
                info.getOrDefault("run_id", ""),
                "1".equals(info.get("loading")),
                ReplicationInfo.of(info),
                number(info, "sync_full"),
                appendFileComplete(info),
                number(info, "unexpected_error_replies"),
                number(info, "used_memory"),
                number(info, "maxmemory"),
                info.containsKey("number_of_cached_scripts") ? number(info, "number_of_cached_scripts") : -1);
    }

    private static boolean appendFileComplete(Map<String, String> info) {
        return number(info, "aof_enabled") == 0
                || number(info, "aof_rewrite_in_progress") == 0
                        && number(info, "aof_rewrite_scheduled") == 0
                        && "ok".equals(info.getOrDefault("aof_last_bgrewrite_status", "ok"));
    }

    private static long number(Map<String, String> info, String name) {
        String value = info.get(name);
        return value == null ? 0 : Long.parseLong(value);
    }
}
