package io.baton.e2e.crash;

import io.baton.e2e.stack.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/** Tells how two conditions differ, for a person. */
final class Differences {

    private Differences() {}

    static String between(Condition before, Condition after) {
        if (after == null) {
            return "nobody can tell how it is";
        }
        List<String> all = new ArrayList<>();
        compare("version", before.version(), after.version(), all);
        compare("status", before.status(), after.status(), all);
        compare(before.nodes(), after.nodes(), all);
        compare(before.settings(), after.settings(), all);
        return String.join(", ", all);
    }

    private static void compare(Map<String, ?> before, Map<String, ?> after, List<String> all) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        names.forEach(name -> compare(name, before.get(name), after.get(name), all));
    }

    private static void compare(String name, Object before, Object after, List<String> all) {
        if (!Objects.equals(before, after)) {
            boolean secret = name.contains("pass") || name.contains("auth");
            all.add(secret ? name + " differs" : name + " " + before + " -> " + after);
        }
    }
}
