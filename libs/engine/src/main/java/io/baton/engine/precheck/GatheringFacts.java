package io.baton.engine.precheck;

import io.baton.engine.acl.AclUser;
import io.baton.engine.acl.CommandRules;
import io.baton.engine.acl.CommandTable;
import io.baton.engine.client.CommandCalls;
import io.baton.engine.client.EngineClient;
import io.baton.engine.client.EngineException;
import io.baton.engine.client.Reply;
import io.baton.engine.settings.Dialect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/** Asks an engine what {@link Precheck} has to know. Changes nothing, and is cheap for the engine. */
public final class GatheringFacts {
    private GatheringFacts() {}

    /** @throws EngineException if it does not answer */
    public static SourceFacts of(EngineClient engine) {
        Map<String, String> info = new HashMap<>(engine.info("default"));
        info.putAll(engine.info("commandstats"));
        List<String> needed = needed(engine.dialect());
        Optional<CommandTable> commands = commands(engine);
        List<String> unknown = unknown(
                engine, needed.stream().map(GatheringFacts::command).distinct().toList());
        return new SourceFacts(
                engine.identity(),
                info,
                calls(info),
                modules(engine),
                unknown,
                commands.map(table -> forbidden(engine, needed, table)).orElse(List.of()),
                !"0".equals(info.getOrDefault("maxmemory", "0"))
                        && !"noeviction".equals(info.getOrDefault("maxmemory_policy", "noeviction")));
    }

    /** @return names of the modules that are loaded; empty if the engine does not tell */
    public static Optional<Set<String>> modules(EngineClient engine) {
        try {
            Set<String> names = new HashSet<>();
            for (Reply module : engine.raw("MODULE", "LIST").list()) {
                List<Reply> fields = module.list();
                for (int i = 0; i + 1 < fields.size(); i += 2) {
                    if ("name".equals(fields.get(i).text())) {
                        names.add(fields.get(i + 1).text());
                    }
                }
            }
            return Optional.of(names);
        } catch (EngineException.Refused forbidden) {
            return Optional.empty();
        }
    }

    /** What synchronisation, fence and switch need on an old master. */
    private static List<String> needed(Dialect dialect) {
        List<String> needed = new ArrayList<>(List.of(
                "INFO",
                "CONFIG|GET",
                "CONFIG|SET",
                "CLIENT|KILL",
                dialect.replicaOfCommand(),
                "PSYNC",
                "REPLCONF",
                "PING"));
        if (dialect.pausesWritesOnly()) {
            needed.add("CLIENT|PAUSE");
        }
        if (dialect.unpauses()) {
            needed.add("CLIENT|UNPAUSE");
        }
        if (dialect.hasUsers()) {
            needed.add("ACL|USERS");
            needed.add("ACL|GETUSER");
        }
        return needed;
    }

    private static String command(String needed) {
        return needed.contains("|") ? needed.substring(0, needed.indexOf('|')) : needed;
    }

    private static Optional<CommandTable> commands(EngineClient engine) {
        try {
            return Optional.of(engine.commandTable());
        } catch (EngineException.Refused forbidden) {
            return Optional.empty();
        }
    }

    /** COMMAND alone would tell a renamed command by its old name. Where COMMAND is renamed, only CONFIG can be tried. */
    private static List<String> unknown(EngineClient engine, List<String> needed) {
        List<String> words = new ArrayList<>(List.of("COMMAND", "INFO"));
        words.addAll(needed);
        try {
            List<Reply> known = engine.raw(words.toArray(String[]::new)).list();
            return IntStream.range(0, needed.size())
                    .filter(i -> known.get(i) instanceof Reply.Nil
                            || known.get(i) instanceof Reply.Many fields
                                    && fields.items().isEmpty())
                    .mapToObj(needed::get)
                    .toList();
        } catch (EngineException.Refused forbidden) {
            try {
                engine.configGet("maxmemory");
                return List.of();
            } catch (EngineException.Refused refused) {
                return List.of("CONFIG");
            }
        }
    }

    private static List<String> forbidden(EngineClient engine, List<String> needed, CommandTable table) {
        if (!engine.dialect().hasUsers()) {
            return List.of();
        }
        try {
            String user = engine.raw("ACL", "WHOAMI").text();
            CommandRules rules =
                    new CommandRules(engine.aclUser(user).map(AclUser::rules).orElse(List.of()));
            return needed.stream()
                    .filter(command -> !allowed(rules, command.toLowerCase(Locale.ROOT), table))
                    .map(command -> command.replace('|', ' '))
                    .toList();
        } catch (EngineException.Refused forbidden) {
            return forbidden.code().equals("NOPERM") ? List.of("ACL") : List.of();
        }
    }

    private static boolean allowed(CommandRules rules, String command, CommandTable table) {
        return command.contains("|") ? rules.allowsPart(command, table) : rules.allows(command, table);
    }

    /** From 7.0 the parts of a command are counted apart. */
    private static Map<String, Long> calls(Map<String, String> info) {
        Map<String, Long> calls = new HashMap<>();
        CommandCalls.of(info).forEach((command, count) -> calls.merge(command(command), count, Long::sum));
        return calls;
    }
}
