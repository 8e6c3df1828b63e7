package io.baton.engine;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release line, such as 6.2: its patch releases read each other's data and differ in fixes only. */
public record Line(int major, int minor) implements Comparable<Line> {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})");
    private static final Comparator<Line> ORDER =
            Comparator.comparingInt(Line::major).thenComparingInt(Line::minor);

    /** @return the line that the text names exactly, as in {@code 6.2}; empty if it names none */
    public static Optional<Line> find(String text) {
        Matcher matcher = TEXT.matcher(text == null ? "" : text.strip());
        return matcher.matches()
                ? Optional.of(new Line(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** @throws IllegalArgumentException if the text is not a line */
    public static Line parse(String text) {
        return find(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' is not a line; a line is two numbers with a dot, such as 6.2"));
    }

    public boolean isLaterThan(Line other) {
        return compareTo(other) > 0;
    }

    public boolean isAtLeast(int otherMajor, int otherMinor) {
        return compareTo(new Line(otherMajor, otherMinor)) >= 0;
    }

    @Override
    public int compareTo(Line other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
