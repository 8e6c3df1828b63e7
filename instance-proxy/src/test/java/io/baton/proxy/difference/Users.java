package io.baton.proxy.difference;

import io.baton.testkit.TestEngine;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The users whom programs log in as, by what they may. */
final class Users {

    static final String PASSWORD = "pw";

    private static final Map<String, List<String>> RULES = new LinkedHashMap<>();

    static {
        RULES.put("all", List.of("&*", "+@all"));
        RULES.put("noclient", List.of("&*", "+@all", "-client"));
        RULES.put("noselect", List.of("&*", "+@all", "-select"));
        RULES.put("nosubscribe", List.of("&*", "+@all", "-subscribe", "-psubscribe"));
        RULES.put("nochannels", List.of("resetchannels", "+@all"));
        RULES.put("nomulti", List.of("&*", "+@all", "-multi", "-exec"));
        RULES.put("few", List.of("&*", "+get", "+set", "+ping"));
        RULES.put("reader", List.of("&*", "+@read", "+@connection"));
    }

    private Users() {}

    static List<String> names() {
        return List.copyOf(RULES.keySet());
    }

    static void makeOn(TestEngine engine) {
        RULES.forEach((name, rules) -> engine.command(
                Stream.concat(Stream.of("ACL", "SETUSER", name, "on", ">" + PASSWORD, "~*"), rules.stream())
                        .toArray(String[]::new)));
    }
}
