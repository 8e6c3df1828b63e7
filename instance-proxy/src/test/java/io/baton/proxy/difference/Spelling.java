package io.baton.proxy.difference;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** The ways in which the same command can be written. */
final class Spelling {

    private Spelling() {}

    static String of(List<String> words, Random random) {
        List<String> cased = random.nextInt(4) == 0 ? inLowerCase(words) : words;
        return random.nextInt(4) == 0 ? inline(cased, random) : Others.command(cased.toArray(String[]::new));
    }

    /** Only the command's own name: other words may be data. */
    private static List<String> inLowerCase(List<String> words) {
        List<String> copy = new java.util.ArrayList<>(words);
        copy.set(0, copy.get(0).toLowerCase(Locale.ROOT));
        return copy;
    }

    private static String inline(List<String> words, Random random) {
        StringBuilder line = new StringBuilder();
        for (String word : words) {
            line.append(line.length() == 0 ? "" : random.nextInt(4) == 0 ? "  " : " ")
                    .append(quoted(word, random));
        }
        return line.append(random.nextBoolean() ? "\r\n" : "\n").toString();
    }

    private static String quoted(String word, Random random) {
        int way = word.isEmpty() || word.contains(" ") ? random.nextInt(3) : random.nextInt(12);
        return switch (way) {
            case 0 -> '"' + word + '"';
            case 1 -> "'" + word + "'";
            case 2 -> '"' + escaped(word) + '"';
            default -> word;
        };
    }

    /** The first character in hexadecimal, unless it begins the session's own names: those are still to be replaced. */
    private static String escaped(String word) {
        if (word.isEmpty() || word.startsWith(Program.HERE)) {
            return word;
        }
        return String.format("\\x%02x", word.getBytes(US_ASCII)[0]) + word.substring(1);
    }
}
