package io.baton.proxy.difference;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * All that may differ between what a client reads from one bare engine and what it reads through a switch, each with its reason.
 * Whatever is not here has to be the same, byte for byte.
 */
final class Normalisations {

    private record Rule(Pattern what, UnaryOperator<String> becomes, String because) {
        String apply(String text) {
            return what.matcher(text)
                    .replaceAll(match -> java.util.regex.Matcher.quoteReplacement(becomes.apply(match.group())));
        }
    }

    private static final String BULK = "\\$\\d+\r\n[^\r]*\r\n";

    private static final List<Rule> RULES = List.of(
            rule(
                    "\\$2\r\nid\r\n:\\d+\r\n",
                    match -> "$2\r\nid\r\n:N\r\n",
                    "HELLO says the number of the connection; each engine counts its own"),
            rule(
                    "\\$15\r\n\\d{13}-\\d\r\n",
                    match -> "$15\r\nTIME\r\n",
                    "entries of streams are numbered by the clock"),
            rule(
                    "-ERR (baton: )?Protocol error: [^\r]*\r\n",
                    match -> "-ERR Protocol error\r\n",
                    "who sends what is no command is told so and let go by the proxy, in words of its own"),
            rule(
                    "[$=]\\d+\r\n(txt:)?id=\\d+ addr=[^\n]*\n\r\n",
                    Normalisations::clientInfo,
                    "CLIENT INFO also describes the connection between proxy and engine: addresses, ages, sizes of buffers"),
            rule(
                    ">2\r\n\\$10\r\ninvalidate\r\n_\r\n",
                    match -> "",
                    "at a switch a client-side cache is told to forget everything; the bare run forgets its own (AsIf)"),
            rule(
                    "([*>]3\r\n\\$(11|12)\r\n[ps]?unsubscribe\r\n" + BULK + ":\\d+\r\n){2,}",
                    Normalisations::inOrder,
                    "UNSUBSCRIBE without names goes through a hash table whose order is random on each engine"));

    private static final List<String> KEPT =
            List.of("name", "db", "sub", "psub", "ssub", "multi", "user", "redir", "resp");

    private Normalisations() {}

    static String apply(String text) {
        String result = text;
        for (Rule rule : RULES) {
            result = rule.apply(result);
        }
        return result;
    }

    private static Rule rule(String what, UnaryOperator<String> becomes, String because) {
        return new Rule(Pattern.compile(what), becomes, because);
    }

    private static String clientInfo(String match) {
        return Arrays.stream(match.substring(match.indexOf("id=")).trim().split(" "))
                .filter(field -> KEPT.contains(field.substring(0, field.indexOf('='))) || field.startsWith("flags="))
                // whether a watched key has changed (d) is the engine's to know, and a switch makes it so
                .map(field ->
                        field.startsWith("flags=") ? field.replace("d", "").replaceAll("=$", "=N") : field)
                .collect(Collectors.joining(" ", "<client ", ">\r\n"));
    }

    private static String inOrder(String match) {
        Pattern one = Pattern.compile("\\$\\d+\r\n[ps]?unsubscribe\r\n" + BULK);
        return one.matcher(match).results().map(MatchResult::group).collect(Collectors.toCollection(TreeSet::new))
                + match.substring(match.lastIndexOf(':'));
    }
}
