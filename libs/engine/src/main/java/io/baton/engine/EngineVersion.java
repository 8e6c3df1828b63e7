package io.baton.engine;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An exact version, such as 6.2.7. */
public record EngineVersion(int major, int minor, int patch) implements Comparable<EngineVersion> {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,6})");
    private static final Comparator<EngineVersion> ORDER =
            Comparator.comparing(EngineVersion::line).thenComparingInt(EngineVersion::patch);

    /** @return the version that the text names exactly, as in {@code 6.2.7}; empty if it names none */
    public static Optional<EngineVersion> find(String text) {
        Matcher matcher = TEXT.matcher(text == null ? "" : text.strip());
        return matcher.matches()
                ? Optional.of(new EngineVersion(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }

    /** @throws IllegalArgumentException if the text is not an exact version */
    public static EngineVersion parse(String text) {
        return find(text)
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + text + "' is not an exact version; that is three numbers with dots, such as 6.2.7"));
    }

    public Line line() {
        return new Line(major, minor);
    }

    @Override
    public int compareTo(EngineVersion other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return major + "." + minor + "." + patch;
    }
}
