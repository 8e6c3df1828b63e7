package io.baton.resource.node.infrastructure.process;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * An engine's configuration file. What is not replaced stays as it is, such as what a user has made the engine write
 * there by {@code CONFIG REWRITE}. Pure.
 */
record ConfigFile(List<String> lines) {

    /** One value of CONFIG GET that is several lines here, each of so many words. */
    private static final Map<String, Integer> WORDS_A_LINE = Map.of("save", 2, "client-output-buffer-limit", 4);

    /** Settings that take several words. */
    private static final List<String> SEVERAL_WORDS =
            List.of("bind", "oom-score-adj-values", "latency-tracking-info-percentiles", "replicaof", "slaveof");

    /** The two names of one thing: whichever the file has, the other replaces it. */
    private static final Map<String, String> SAME = Map.of("slaveof", "replicaof");

    static ConfigFile parse(String text) {
        return new ConfigFile(text.lines().filter(line -> !line.isBlank()).toList());
    }

    /** @param settings a null value removes the setting */
    ConfigFile with(Map<String, String> settings) {
        List<String> names = settings.keySet().stream().map(ConfigFile::same).toList();
        List<String> all = new ArrayList<>(
                lines.stream().filter(line -> !names.contains(name(line))).toList());
        settings.forEach((name, value) -> {
            if (value != null) {
                all.addAll(render(name, value));
            }
        });
        return new ConfigFile(all);
    }

    /** The value of a setting of one word. */
    Optional<String> value(String name) {
        return lines.stream()
                .filter(line -> name(line).equals(name))
                .reduce((first, last) -> last)
                .map(line -> line.strip().substring(name.length()).strip());
    }

    String text() {
        return String.join("\n", lines) + "\n";
    }

    private static String name(String line) {
        return same(line.strip().split("\\s", 2)[0].toLowerCase(Locale.ROOT));
    }

    private static String same(String name) {
        return SAME.getOrDefault(name, name);
    }

    private static List<String> render(String name, String value) {
        Integer words = WORDS_A_LINE.get(name);
        if (words != null && !value.isBlank()) {
            return chunks(name, List.of(value.strip().split("\\s+")), words);
        }
        if (SEVERAL_WORDS.contains(name) && !value.isBlank()) {
            return List.of(name + " " + value);
        }
        return List.of(name + " " + quoted(value));
    }

    private static List<String> chunks(String name, List<String> words, int size) {
        Map<Integer, String> lines = new HashMap<>();
        for (int i = 0; i < words.size(); i++) {
            lines.merge(i / size, words.get(i), (line, word) -> line + " " + word);
        }
        return lines.keySet().stream()
                .sorted()
                .map(i -> name + " " + lines.get(i))
                .toList();
    }

    /** As the engine itself quotes: always, since a password may hold anything. */
    private static String quoted(String value) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : value.toCharArray()) {
            switch (c) {
                case '"', '\\' -> quoted.append('\\').append(c);
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                case '\t' -> quoted.append("\\t");
                default -> quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
