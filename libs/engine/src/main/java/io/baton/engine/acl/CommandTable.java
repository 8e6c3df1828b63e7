package io.baton.engine.acl;

import io.baton.engine.client.Reply;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The commands of an engine and the categories that each is in, such as {@code @read}.
 *
 * @param categories by the command's name, in lower case
 */
public record CommandTable(Map<String, Set<String>> categories) {
    private static final int CATEGORIES = 6;
    private static final int PARTS = 9;

    public CommandTable {
        categories = Map.copyOf(categories);
    }

    /** @param reply to {@code COMMAND}; the categories are there from 6.0 */
    public static CommandTable of(Reply reply) {
        Map<String, Set<String>> table = new HashMap<>();
        for (Reply command : reply.list()) {
            table.put(command.list().get(0).text().toLowerCase(Locale.ROOT), Set.copyOf(categories(command.list())));
        }
        return new CommandTable(table);
    }

    /** From 7.0 the parts of a command have categories of their own; before, the whole had those of all of them. */
    private static Set<String> categories(List<Reply> command) {
        Set<String> categories = new HashSet<>();
        if (command.size() > CATEGORIES) {
            command.get(CATEGORIES).list().forEach(category -> categories.add(category.text()));
        }
        if (command.size() > PARTS) {
            command.get(PARTS).list().forEach(part -> categories.addAll(categories(part.list())));
        }
        return categories;
    }

    public boolean has(String command) {
        return categories.containsKey(command);
    }

    Set<String> categoriesOf(String command) {
        return categories.getOrDefault(command, Set.of());
    }
}
