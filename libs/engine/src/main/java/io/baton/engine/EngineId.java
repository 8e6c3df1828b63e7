package io.baton.engine;

/** Which engine exactly: edition and version. */
public record EngineId(Edition edition, EngineVersion version) implements Comparable<EngineId> {

    public static EngineId of(Edition edition, String version) {
        return new EngineId(edition, EngineVersion.parse(version));
    }

    public Line line() {
        return version.line();
    }

    @Override
    public int compareTo(EngineId other) {
        int byEdition = edition.compareTo(other.edition);
        return byEdition != 0 ? byEdition : version.compareTo(other.version);
    }

    @Override
    public String toString() {
        return edition.title() + " " + version;
    }
}
