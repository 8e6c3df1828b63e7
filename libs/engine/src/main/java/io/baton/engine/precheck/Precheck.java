package io.baton.engine.precheck;

import io.baton.contracts.Finding;
import io.baton.contracts.Finding.Severity;
import io.baton.engine.EngineId;
import io.baton.engine.settings.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Judges what speaks against an upgrade, from what the old master tells about itself. Pure. */
public final class Precheck {
    /** As the managed clouds: above this part of a limit there is too little room for a snapshot and its buffers. */
    private static final double MEMORY_SHARE = 0.8;
    /** What a snapshot takes to be written, sent and loaded at the least, bytes a second; measured on a slow disk. */
    private static final long SNAPSHOT_RATE = 50L << 20;
    /** The output buffer that a synchronisation provides for at the least, bytes. */
    private static final long OUTPUT_BUFFER = 1L << 30;
    /** More full synchronisations than this many for each replica, and more often than so, are a loop. */
    private static final long FULL_SYNCS_A_REPLICA = 3;

    private static final long SECONDS_A_FULL_SYNC = 600;

    private static final List<String> SCANS = List.of("scan", "hscan", "sscan", "zscan");

    private final SourceFacts source;
    private final EngineId target;
    private final List<Finding> findings = new ArrayList<>();

    private Precheck(SourceFacts source, EngineId target) {
        this.source = source;
        this.target = target;
    }

    /**
     * @param targetModules what the new nodes load; empty where they load none
     * @param ownReplicas {@code ip:port} of the replicas that Baton has made
     */
    public static List<Finding> judge(
            SourceFacts source, EngineId target, Set<String> targetModules, Set<String> ownReplicas) {
        Precheck precheck = new Precheck(source, target);
        precheck.modules(targetModules);
        precheck.commands();
        precheck.scripts();
        precheck.memory();
        precheck.fullSyncs();
        precheck.changedCommands();
        precheck.otherReplicas(ownReplicas);
        precheck.scans();
        precheck.usage();
        return List.copyOf(precheck.findings);
    }

    private void modules(Set<String> targetModules) {
        Optional<Set<String>> loaded = source.modules();
        if (loaded.isEmpty()) {
            warn(
                    "MODULES_UNKNOWN",
                    "The engine does not tell which modules it has loaded.",
                    "Allow MODULE LIST, or make sure that it uses none: data of a module can't be synchronised without it.");
            return;
        }
        Set<String> missing = new TreeSet<>(loaded.get());
        missing.removeAll(targetModules);
        if (!missing.isEmpty()) {
            block(
                    "MODULES_MISSING",
                    "The new nodes would not have these modules: " + String.join(", ", missing) + ".",
                    "Delete the data of these modules and unload them: with them the synchronisation can't complete.");
        }
    }

    private void commands() {
        if (!source.unknown().isEmpty()) {
            block(
                    "COMMAND_RENAMED",
                    "The upgrade needs commands that the engine does not know by their names: "
                            + names(source.unknown()),
                    "Take away their rename-command lines and restart the engine.");
        }
        if (!source.forbidden().isEmpty()) {
            block(
                    "COMMAND_FORBIDDEN",
                    "The upgrade needs commands that the user default may not call: " + names(source.forbidden()),
                    "Allow them by ACL SETUSER default, and take rights away from users of your own instead.");
        }
    }

    private static String names(List<String> commands) {
        return String.join(", ", commands) + ".";
    }

    private void scripts() {
        long calls = source.callsOf("eval") + source.callsOf("evalsha");
        boolean verbatim = !Dialect.of(source.engine()).replicatesScriptEffects();
        if (verbatim && calls > 0 && !target.line().equals(source.engine().line())) {
            block(
                    "SCRIPTS_REPLICATE_AS_TEXT",
                    "Scripts were called %d times, and %s replicates them as text: a new version may write other data."
                            .formatted(calls, source.engine()),
                    "If no script writes, or each calls redis.replicate_commands() first, say so by CONFIG RESETSTAT;"
                            + " otherwise stop calling them until the switch, and then reset.");
        }
    }

    private void memory() {
        long used = source.number("used_memory");
        long limit = source.number("maxmemory");
        long resident = source.number("used_memory_rss");
        long host = source.number("total_system_memory");
        if (limit > 0 && used > limit * MEMORY_SHARE) {
            warn(
                    "MEMORY_HIGH",
                    "The instance uses %d of its %d MiB, more than 80 %%.".formatted(mib(used), mib(limit)),
                    "Delete data first: with little room, keys may be evicted or writes refused meanwhile.");
        }
        if (host > 0 && resident > host * MEMORY_SHARE) {
            warn(
                    "HOST_MEMORY_HIGH",
                    "The engine occupies %d of its machine's %d MiB, more than 80 %%."
                            .formatted(mib(resident), mib(host)),
                    "Make room on the machine: a snapshot needs more while clients write.");
        }
        if (!Dialect.of(source.engine()).replicasIgnoreMaxmemory()
                && Dialect.of(target).replicasIgnoreMaxmemory()
                && source.evicts()) {
            warn(
                    "REPLICAS_EVICT_NO_MORE",
                    "From 5.0 on, replicas leave eviction to their master and ignore maxmemory.",
                    "Give the machines of replicas room for somewhat more than maxmemory.");
        }
    }

    private static long mib(long bytes) {
        return bytes >> 20;
    }

    private void fullSyncs() {
        long fullSyncs = source.number("sync_full");
        long replicas = source.number("connected_slaves");
        if (fullSyncs > FULL_SYNCS_A_REPLICA * (replicas + 1)
                && fullSyncs * SECONDS_A_FULL_SYNC > source.number("uptime_in_seconds")) {
            warn(
                    "FULL_SYNC_LOOP",
                    "Replicas had to be synchronised in full %d times in %d minutes."
                            .formatted(fullSyncs, source.number("uptime_in_seconds") / 60),
                    "Look in the logs why their links break: a too small repl-backlog-size or"
                            + " client-output-buffer-limit, repl-timeout, or a network that fails.");
        }
        long bytesASecond = (long) (1024 * decimal("instantaneous_input_kbps"));
        long buffer = Math.max(OUTPUT_BUFFER, source.number("used_memory"));
        long seconds = Math.max(1, source.number("used_memory") / SNAPSHOT_RATE);
        if (bytesASecond * seconds > buffer) {
            warn(
                    "WRITE_RATE_HIGH",
                    "Clients send %d MiB a second: while the snapshot travels, more is written than the buffer holds."
                            .formatted(mib(bytesASecond)),
                    "Upgrade when there is less to do, or raise client-output-buffer-limit for replicas.");
        }
    }

    private double decimal(String field) {
        return Double.parseDouble(source.info().getOrDefault(field, "0"));
    }

    private void changedCommands() {
        ChangedCommand.ALL.stream()
                .filter(changed -> source.callsOf(changed.command()) > 0)
                .filter(changed -> changed.changesBetween(source.engine().line(), target.line()))
                .forEach(changed -> warn(
                        "COMMAND_CHANGED",
                        "%s is in use (%d calls); from %s on it %s."
                                .formatted(
                                        changed.command().toUpperCase(Locale.ROOT),
                                        source.callsOf(changed.command()),
                                        changed.since(),
                                        changed.change()),
                        changed.advice()));
    }

    /** Migration tools, another site: they follow the old master, and nobody tells them of the new one. */
    private void otherReplicas(Set<String> own) {
        List<String> others =
                source.replicas().stream().filter(link -> !own.contains(link)).toList();
        if (!others.isEmpty()) {
            warn(
                    "OTHER_REPLICAS",
                    "These replicas are not Baton's own: " + String.join(", ", others) + ". They are not moved.",
                    "Let them follow the new master after the switch (REPLICAOF the instance's new node), or end them; the"
                            + " old master is stopped.");
        }
    }

    private void scans() {
        long calls = SCANS.stream().mapToLong(source::callsOf).sum();
        if (calls > 0) {
            warn(
                    "SCAN_IN_USE",
                    "SCAN, HSCAN, SSCAN or ZSCAN were called %d times: their cursors mean another place on another node."
                            .formatted(calls),
                    "An iteration that is under way at the switch may miss elements: begin it again afterwards, or upgrade"
                            + " when none runs.");
        }
    }

    private void usage() {
        if (source.evicts()) {
            warn(
                    "USAGE_NOT_REPLICATED",
                    "Which keys clients read is not replicated after the first copy: the new node knows only the writes.",
                    "When maxmemory is reached soon after the switch, keys that are often read may go first for a while.");
        }
    }

    /** The upgrade can't be done, or not without harm. */
    private void block(String code, String message, String advice) {
        findings.add(new Finding(code, Severity.BLOCK, message, advice));
    }

    /** It can, and somebody should know. */
    private void warn(String code, String message, String advice) {
        findings.add(new Finding(code, Severity.WARN, message, advice));
    }
}
