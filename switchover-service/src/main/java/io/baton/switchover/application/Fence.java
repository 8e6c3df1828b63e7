package io.baton.switchover.application;

import io.baton.engine.EngineVersion;
import io.baton.engine.client.Command;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.ReplicationInfo;
import io.baton.engine.settings.Dialect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What makes the old master refuse the writes of clients that go past the proxies, and what makes it take them again:
 * commands only, nothing is sent here. Nobody is shut out, Baton least of all: it asks for the same password all along, or
 * for none.
 *
 * <ol>
 *   <li>{@link #raise}: more replicas are demanded than there are, so that plain writes are refused, and the replicas go on
 *       streaming. From 6.2 a pause of writes stands before it, which holds scripts as well. It does not suffice alone: when
 *       it expires, the held writes are executed and acknowledged, and lost. From 6.2.7 on min-replicas stops scripts too;
 *       on 6.2.0 to 6.2.6 it does not, and there the pause lasts until the fence is lowered.
 *   <li>{@link #demote}, before 6.2, where no pause holds only writes and scripts write past min-replicas: once the new
 *       master has everything, the old one becomes a replica of nobody, and refuses every write as such. That drops what was
 *       not sent yet, so whoever demotes has to compare the offsets again. The clients are disconnected before: 4.0 executes
 *       a transaction that was queued before its demotion, and scripts should not come in between.
 *   <li>{@link #lower} undoes both, in whatever state they are; the replicas go on where they were (a partial
 *       synchronisation).
 * </ol>
 *
 * Measured on 4.0 to Valkey 8.0; ADR 20 has what else was tried. Sources: redis.io on CLIENT PAUSE, on REPLICAOF and on
 * min-replicas-to-write.
 *
 * @param dialect what the old master understands
 * @param pause how long bypassing writes wait before they are refused
 */
record Fence(Dialect dialect, Duration pause) {
    /** Code of the failure of an old master that does not take its fence. */
    static final String REFUSED = "FENCE_REFUSED";

    private static final String TO_WRITE = "min-replicas-to-write";
    private static final String MAX_LAG = "min-replicas-max-lag";
    private static final String READ_ONLY = "replica-read-only";
    private static final String MORE_THAN_THERE_ARE = "99";
    /** With 0 nobody's lag counts, and no write is refused. */
    private static final String DEFAULT_MAX_LAG = "10";
    /** Before it, a script's writes go past min-replicas-to-write on 6.2 as well (measured on 6.2.6 and 6.2.7). */
    private static final EngineVersion SCRIPTS_HEED_REPLICAS = new EngineVersion(6, 2, 7);
    /** Longer than any old master is kept: the pause ends when the fence is lowered, or with its engine. */
    private static final Duration UNTIL_LOWERED = Duration.ofDays(30);

    /** Whether the old master has to be demoted to refuse all writes; then its replicas lose their links to it. */
    boolean demotes() {
        return !dialect.pausesWritesOnly();
    }

    /** The settings that the fence changes, as they are now. */
    Map<String, String> originals(EngineClient oldMaster) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String name : List.of(TO_WRITE, MAX_LAG, READ_ONLY)) {
            String here = dialect.setting(name);
            settings.put(here, oldMaster.configGet(here).get(here));
        }
        return settings;
    }

    /** In this order, in one round trip. */
    List<Command> raise(Map<String, String> originals) {
        List<Command> commands = new ArrayList<>();
        if (!demotes()) {
            commands.add(
                    Command.of("CLIENT", "PAUSE", Long.toString(pauseNeeded().toMillis()), "WRITE"));
        }
        if ("0".equals(originals.get(dialect.setting(MAX_LAG)))) {
            commands.add(set(dialect.setting(MAX_LAG), DEFAULT_MAX_LAG));
        }
        commands.add(set(dialect.setting(TO_WRITE), MORE_THAN_THERE_ARE));
        if (demotes()) {
            commands.add(set(dialect.setting(READ_ONLY), "yes"));
            commands.add(Command.of("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"));
        }
        return commands;
    }

    private Duration pauseNeeded() {
        boolean scriptsHeed = dialect.engine().version().compareTo(SCRIPTS_HEED_REPLICAS) >= 0;
        return scriptsHeed ? pause : UNTIL_LOWERED;
    }

    /** Only where {@link #demotes()}, and only after {@link #raise}. */
    List<Command> demote() {
        return List.of(Command.of(
                dialect.replicaOfCommand(),
                ReplicationInfo.NOBODY_HOST,
                Integer.toString(ReplicationInfo.NOBODY_PORT)));
    }

    /** In this order: the pause ends last, so that what it held meets the settings as they were. */
    List<Command> lower(Map<String, String> originals) {
        List<Command> commands = new ArrayList<>();
        if (demotes()) {
            commands.add(Command.of(dialect.replicaOfCommand(), "NO", "ONE"));
        }
        originals.forEach((name, value) -> commands.add(set(name, value)));
        if (!demotes()) {
            commands.add(Command.of("CLIENT", "UNPAUSE"));
        }
        return commands;
    }

    private static Command set(String name, String value) {
        return Command.of("CONFIG", "SET", name, value);
    }
}
