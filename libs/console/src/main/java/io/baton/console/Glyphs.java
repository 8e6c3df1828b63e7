package io.baton.console;

import java.util.Map;

/** The few signs beyond ASCII that are printed, and what stands for them where they can't be. */
public final class Glyphs {

    public static final String DONE = "✔";
    public static final String FAILED = "✘";
    public static final String ARROW = "→";
    public static final String DOT = "·";
    public static final String RULE = "─";
    public static final String FULL = "█";
    public static final String EMPTY = "░";

    private static final String[] SPINNER = {"⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"};
    private static final String[] ASCII_SPINNER = {"|", "/", "-", "\\"};

    private static final Map<String, String> IN_ASCII = Map.of(
            DONE, "+", FAILED, "x", ARROW, "->", DOT, "|", RULE, "-", FULL, "#", EMPTY, ".", "…", "...", "’", "'", "≤",
            "<=");

    private Glyphs() {}

    /** A sign that turns, given the time since something began. */
    public static String spinner(Style style, long nanos) {
        String[] signs = style.unicode() ? SPINNER : ASCII_SPINNER;
        return signs[(int) (nanos / 100_000_000L % signs.length)];
    }

    static String ascii(String text) {
        String result = text;
        for (Map.Entry<String, String> each : IN_ASCII.entrySet()) {
            result = result.replace(each.getKey(), each.getValue());
        }
        return result;
    }

    /** A bar of that many signs, filled to the fraction 0 to 1. */
    public static String bar(double fraction, int length) {
        int full = (int) Math.round(Math.max(0, Math.min(1, fraction)) * length);
        return FULL.repeat(full) + EMPTY.repeat(length - full);
    }
}
