package io.baton.engine;

/** A release line of an edition, such as Redis 6.2. */
public record EngineLine(Edition edition, Line line) implements Comparable<EngineLine> {

    public static EngineLine of(Edition edition, String line) {
        return new EngineLine(edition, Line.parse(line));
    }

    @Override
    public int compareTo(EngineLine other) {
        int byEdition = edition.compareTo(other.edition);
        return byEdition != 0 ? byEdition : line.compareTo(other.line);
    }

    @Override
    public String toString() {
        return edition.title() + " " + line;
    }
}
