package io.baton.engine.precheck;

import io.baton.engine.EngineId;
import io.baton.engine.client.ReplicationInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a running engine tells about itself, as far as it matters for an upgrade.
 *
 * @param info all fields of {@code INFO}
 * @param calls how often each command was called since the statistics began, by its name in lower case
 * @param modules those that are loaded; empty if it doesn't tell
 * @param unknown commands that a later step needs and that this engine does not know by their names
 * @param forbidden commands that a later step needs and that Baton's user may not call
 * @param evicts whether it has a memory limit and a policy by which keys go when it is reached
 */
public record SourceFacts(
        EngineId engine,
        Map<String, String> info,
        Map<String, Long> calls,
        Optional<Set<String>> modules,
        List<String> unknown,
        List<String> forbidden,
        boolean evicts) {

    public SourceFacts {
        info = Map.copyOf(info);
        calls = Map.copyOf(calls);
        unknown = List.copyOf(unknown);
        forbidden = List.copyOf(forbidden);
    }

    long number(String field) {
        try {
            return Long.parseLong(info.getOrDefault(field, "0"));
        } catch (NumberFormatException notOne) {
            return (long) Double.parseDouble(info.get(field));
        }
    }

    /** The replicas that it has, {@code ip:port} as each has announced itself. */
    List<String> replicas() {
        return ReplicationInfo.of(info).replicas().stream()
                .map(link -> link.host() + ":" + link.port())
                .sorted()
                .toList();
    }

    long callsOf(String command) {
        return calls.getOrDefault(command, 0L);
    }
}
