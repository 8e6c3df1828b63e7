package io.baton.console;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;

/**
 * What a terminal can show.
 *
 * @param live whether lines can be drawn again in place
 * @param colour whether escape sequences for colours are understood and wanted
 * @param unicode whether more than ASCII can be shown
 * @param width columns
 */
public record Style(boolean live, boolean colour, boolean unicode, int width) {

    private static final int USUAL_WIDTH = 100;

    /** For a file or a pipe: plain lines. */
    public static Style plain() {
        return new Style(false, false, true, USUAL_WIDTH);
    }

    /**
     * What the scripts in deploy/ found out about the terminal and left in {@code baton.tty} and {@code
     * baton.columns}; the JVM can't see it.
     */
    public static Style detect(Map<String, String> environment) {
        boolean terminal = Boolean.getBoolean("baton.tty") && !"dumb".equals(environment.getOrDefault("TERM", "dumb"));
        boolean colour = terminal && environment.getOrDefault("NO_COLOR", "").isEmpty();
        int columns = Integer.getInteger("baton.columns", USUAL_WIDTH);
        return new Style(terminal, colour, unicode(environment), Math.max(60, Math.min(columns, 160)));
    }

    private static boolean unicode(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String value = environment.getOrDefault(name, "");
            if (!value.isEmpty()) {
                String upper = value.toUpperCase(Locale.ROOT);
                return upper.contains("UTF-8") || upper.contains("UTF8");
            }
        }
        return false;
    }

    /** How to encode what is printed. */
    public Charset charset() {
        return unicode ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
    }

    /** The text with what this terminal can't show put in another way. */
    public String fit(String text) {
        return unicode ? text : Glyphs.ascii(text);
    }

    public String bold(String text) {
        return colour ? "\u001b[1m" + text + "\u001b[0m" : text;
    }

    public String dim(String text) {
        return colour ? "\u001b[2m" + text + "\u001b[0m" : text;
    }

    public String green(String text) {
        return colour ? "\u001b[32m" + text + "\u001b[0m" : text;
    }

    public String red(String text) {
        return colour ? "\u001b[31m" + text + "\u001b[0m" : text;
    }

    public String cyan(String text) {
        return colour ? "\u001b[36m" + text + "\u001b[0m" : text;
    }
}
