package io.baton.engine.settings;

import java.util.List;
import java.util.Set;

/** Which settings belong to the node rather than to the instance, and which ones have to wait for the switch. Pure. */
final class SettingKinds {

    /** Where the node is, what it runs on, who may enter and who watches it: its provider's and its credentials' matter. */
    private static final Set<String> NODE_LOCAL = Set.of(
            "port",
            "bind",
            "bind-source-addr",
            "protected-mode",
            "socket-mark-id",
            "unixsocket",
            "unixsocketperm",
            "dir",
            "dbfilename",
            "appendfilename",
            "appenddirname",
            "logfile",
            "pidfile",
            "include",
            "loadmodule",
            "daemonize",
            "supervised",
            "always-show-logo",
            "set-proc-title",
            "proc-title-template",
            "syslog-enabled",
            "syslog-ident",
            "syslog-facility",
            "crash-log-enabled",
            "crash-memcheck-enabled",
            "use-exit-on-panic",
            "watchdog-period",
            "ignore-warnings",
            "disable-thp",
            "oom-score-adj",
            "oom-score-adj-values",
            "server_cpulist",
            "bio_cpulist",
            "aof_rewrite_cpulist",
            "bgsave_cpulist",
            "server-cpulist",
            "bio-cpulist",
            "aof-rewrite-cpulist",
            "bgsave-cpulist",
            "jemalloc-bg-thread",
            "shutdown-on-sigint",
            "shutdown-on-sigterm",
            "availability-zone",
            "replicaof",
            "replica-announce-ip",
            "replica-announce-port",
            "requirepass",
            "masterauth",
            "masteruser",
            "aclfile");

    private static final List<String> NODE_LOCAL_FAMILIES = List.of("tls-", "cluster-", "rdma-");

    /**
     * What would harm while the node is still a replica that is being filled: writes refused because promotion drops its
     * replicas for a moment; a replica that takes writes, evicts by itself, needs the memory twice or answers only errors;
     * connections that the proxies opened beforehand closed for being idle.
     */
    private static final Set<String> AFTER_SWITCH = Set.of(
            "min-replicas-to-write",
            "min-replicas-max-lag",
            "replica-read-only",
            "replica-ignore-maxmemory",
            "replica-serve-stale-data",
            "repl-diskless-load",
            "timeout");

    private SettingKinds() {}

    static boolean isNodeLocal(String today) {
        return NODE_LOCAL.contains(today) || NODE_LOCAL_FAMILIES.stream().anyMatch(today::startsWith);
    }

    static boolean waitsForSwitch(String today) {
        return AFTER_SWITCH.contains(today);
    }
}
