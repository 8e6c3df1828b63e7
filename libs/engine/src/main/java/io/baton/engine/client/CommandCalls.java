package io.baton.engine.client;

import java.util.HashMap;
import java.util.Map;

/** How often each command was called, from the section {@code commandstats} of {@code INFO}. Pure. */
public final class CommandCalls {
    private static final String STATISTIC = "cmdstat_";
    private static final String CALLS = "calls=";

    private CommandCalls() {}

    /**
     * @param info fields as {@link InfoText#parse} gives them; those of other sections are passed over
     * @return calls by command as the engine names it, such as {@code get}, and from 7.0 {@code acl|setuser}
     */
    public static Map<String, Long> of(Map<String, String> info) {
        Map<String, Long> calls = new HashMap<>();
        info.forEach((field, value) -> {
            if (field.startsWith(STATISTIC) && value.startsWith(CALLS)) {
                calls.put(
                        field.substring(STATISTIC.length()),
                        Long.parseLong(value.substring(CALLS.length(), value.indexOf(','))));
            }
        });
        return calls;
    }
}
