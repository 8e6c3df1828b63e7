package io.baton.e2e.observing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The table of docs/metrics.md. */
public final class MetricsTable {

    private static final Pattern NAME = Pattern.compile("`([a-z_]+)`");

    /** @param service {@code all}, or the one that has it */
    private record Row(Exposition.Family family, String service) {}

    private final List<Row> rows;

    private MetricsTable(List<Row> rows) {
        this.rows = rows;
    }

    public static MetricsTable read(Path file) throws IOException {
        return new MetricsTable(Files.readAllLines(file).stream()
                .filter(line -> line.startsWith("| `baton_"))
                .map(MetricsTable::row)
                .toList());
    }

    private static Row row(String line) {
        List<String> cells = Arrays.stream(line.split("\\|")).map(String::strip).toList();
        return new Row(
                new Exposition.Family(names(cells.get(1)).iterator().next(), cells.get(2), names(cells.get(4))),
                cells.get(5));
    }

    private static Set<String> names(String cell) {
        return NAME.matcher(cell).results().map(match -> match.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** What the service exposes according to the table. */
    public Set<Exposition.Family> of(String service) {
        return rows.stream()
                .filter(row -> row.service().equals("all") || row.service().equals(service))
                .map(Row::family)
                .collect(Collectors.toSet());
    }
}
