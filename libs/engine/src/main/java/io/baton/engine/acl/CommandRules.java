package io.baton.engine.acl;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a user's rules let it do, computed as the engine does: from the first to the last, the later one counts. Rules
 * about a part of a command ({@code +config|get}) decide nothing about the whole of it here. Pure.
 */
public final class CommandRules {
    private static final String ALL = "@all";
    private final List<String> rules;

    /** @param rules of one user; what is not about commands, and selectors, is not looked at */
    public CommandRules(List<String> rules) {
        this.rules = commandRules(rules);
    }

    private static List<String> commandRules(List<String> rules) {
        List<String> own = new ArrayList<>();
        boolean inSelector = false;
        for (String rule : rules) {
            inSelector = inSelector || rule.startsWith("(");
            if (!inSelector && (rule.startsWith("+") || rule.startsWith("-"))) {
                own.add(rule);
            } else if (!inSelector && rule.equals("allcommands")) {
                own.add("+" + ALL);
            } else if (!inSelector && rule.equals("nocommands")) {
                own.add("-" + ALL);
            }
            inSelector = inSelector && !rule.endsWith(")");
        }
        return List.copyOf(own);
    }

    public boolean allows(String command, CommandTable table) {
        Set<String> categories = table.categoriesOf(command);
        boolean allowed = false;
        for (String rule : rules) {
            String what = rule.substring(1);
            if (what.equals(ALL) || what.equals(command) || categories.contains(what)) {
                allowed = rule.startsWith("+");
            }
        }
        return allowed;
    }

    /** @param part such as {@code config|set}: a rule about it counts, and so do those about the whole command */
    public boolean allowsPart(String part, CommandTable table) {
        String command = part.substring(0, part.indexOf('|'));
        Set<String> categories = table.categoriesOf(command);
        boolean allowed = false;
        for (String rule : rules) {
            String what = rule.substring(1);
            if (what.equals(ALL) || what.equals(command) || what.equals(part) || categories.contains(what)) {
                allowed = rule.startsWith("+");
            }
        }
        return allowed;
    }

    private boolean mentionsPartOf(String command) {
        return rules.stream().anyMatch(rule -> rule.startsWith(command + "|", 1));
    }

    private boolean startsFromAll() {
        return rules.contains("+" + ALL);
    }

    /**
     * What has to be added so that the same rules let the user do the same in another version, whose categories can hold
     * other commands. A command that both versions have stays allowed or forbidden. A new one follows the categories, as it
     * would in an engine that was upgraded in place; but not a category of which the user may not do all on the source:
     * 6.0 and 6.2 print what is left of a rule in such pieces, and a new command in one was never meant.
     */
    List<String> corrections(CommandTable source, CommandTable target) {
        List<String> corrections = new ArrayList<>();
        for (String command : new TreeSet<>(target.categories().keySet())) {
            if (mentionsPartOf(command)) {
                continue;
            }
            boolean after = allows(command, target);
            boolean meant =
                    source.has(command) ? allows(command, source) : after && meantForNew(command, source, target);
            if (after != meant) {
                corrections.add((meant ? "+" : "-") + command);
            }
        }
        return corrections;
    }

    private boolean meantForNew(String command, CommandTable source, CommandTable target) {
        return startsFromAll()
                || rules.contains("+" + command)
                || target.categoriesOf(command).stream()
                        .filter(category -> rules.contains("+" + category))
                        .anyMatch(category -> mayAllOf(category, source));
    }

    private boolean mayAllOf(String category, CommandTable source) {
        return source.categories().entrySet().stream()
                .filter(command -> command.getValue().contains(category))
                .allMatch(command -> allows(command.getKey(), source));
    }
}
