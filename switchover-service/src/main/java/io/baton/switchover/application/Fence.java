package io.baton.switchover.application;

import io.baton.engine.EngineVersion;
import io.baton.engine.Secret;
import io.baton.engine.client.Command;
import io.baton.engine.client.EngineClient;
import io.baton.engine.settings.Dialect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What makes the old master refuse writes, and what makes it take them again: commands only, nothing is sent here.
 *
 * <p>A pause alone is not enough: when it expires, the held writes are executed and acknowledged, and lost. So a fence
 * that does not expire stands behind it: more replicas are demanded than there are. Engines before 6.2 can't pause writes
 * alone, and Lua writes past min-replicas there: they get another password, and their clients are disconnected; the link
 * of a replica survives both. On 6.2.0 to 6.2.6 Lua writes past min-replicas too: there the pause lasts until the fence is
 * lowered. (Measured on 4.0 to Valkey 8.0; sources: redis.io on CLIENT PAUSE and on
 * min-replicas-to-write.)
 *
 * @param dialect what the old master understands
 * @param pause how long bypassing writes wait before they are refused
 * @param door the password that shuts clients out of an engine before 6.2; empty from 6.2 on
 */
record Fence(Dialect dialect, Duration pause, Optional<Secret> door) {
    /** Code of the failure of an old master that does not take its fence. */
    static final String REFUSED = "FENCE_REFUSED";

    private static final String TO_WRITE = "min-replicas-to-write";
    private static final String MAX_LAG = "min-replicas-max-lag";
    private static final String MORE_THAN_THERE_ARE = "99";
    private static final String DEFAULT_MAX_LAG = "10";
    /** Before it, a script's writes go past min-replicas-to-write on 6.2 as well (measured on 6.2.6 and 6.2.7). */
    private static final EngineVersion SCRIPTS_HEED_REPLICAS = new EngineVersion(6, 2, 7);
    /** Longer than any old master is kept: the pause ends when the fence is lowered, or with its engine. */
    private static final Duration UNTIL_LOWERED = Duration.ofDays(30);

    static boolean needsDoor(Dialect dialect) {
        return !dialect.pausesWritesOnly();
    }

    /** The settings that the fence changes, as they are now. */
    Map<String, String> originals(EngineClient oldMaster) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (String name : List.of(dialect.setting(TO_WRITE), dialect.setting(MAX_LAG))) {
            settings.put(name, oldMaster.configGet(name).get(name));
        }
        return settings;
    }

    /** In this order, in one round trip. */
    List<Command> raise(Map<String, String> originals) {
        List<Command> commands = new ArrayList<>();
        if (door.isEmpty()) {
            commands.add(
                    Command.of("CLIENT", "PAUSE", Long.toString(pauseNeeded().toMillis()), "WRITE"));
        }
        String maxLag = dialect.setting(MAX_LAG);
        if ("0".equals(originals.get(maxLag))) {
            commands.add(set(maxLag, DEFAULT_MAX_LAG));
        }
        commands.add(set(dialect.setting(TO_WRITE), MORE_THAN_THERE_ARE));
        door.ifPresent(password -> {
            commands.add(set("requirepass", password.reveal()));
            commands.add(Command.of("CLIENT", "KILL", "TYPE", "normal", "SKIPME", "yes"));
        });
        return commands;
    }

    private Duration pauseNeeded() {
        boolean scriptsHeed = dialect.engine().version().compareTo(SCRIPTS_HEED_REPLICAS) >= 0;
        return scriptsHeed ? pause : UNTIL_LOWERED;
    }

    /** In this order: the pause ends last, so that what it held meets the settings as they were. */
    List<Command> lower(Map<String, String> originals, Optional<Secret> password) {
        List<Command> commands = new ArrayList<>();
        originals.forEach((name, value) -> commands.add(set(name, value)));
        if (door.isPresent()) {
            commands.add(set("requirepass", password.map(Secret::reveal).orElse("")));
            if (password.isEmpty() && dialect.hasUsers()) {
                // 6.0 takes an empty password for a password, and would ask for it.
                commands.add(Command.of("ACL", "SETUSER", "default", "nopass"));
            }
        } else {
            commands.add(Command.of("CLIENT", "UNPAUSE"));
        }
        return commands;
    }

    private static Command set(String name, String value) {
        return Command.of("CONFIG", "SET", name, value);
    }
}
