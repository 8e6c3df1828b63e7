package io.baton.engine.catalogue;

import io.baton.engine.Edition;
import io.baton.engine.EngineLine;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** What a catalogue file says: the lines that are offered and the ways between editions. Immutable. */
public record CatalogueRules(List<EngineLine> lines, List<CrossEdition> acrossEditions) {

    public CatalogueRules {
        SortedSet<EngineLine> distinct = new TreeSet<>(lines);
        lines = List.copyOf(distinct);
        acrossEditions = List.copyOf(acrossEditions);
    }

    public boolean offers(EngineLine line) {
        return lines.contains(line);
    }

    public List<EngineLine> linesOf(Edition edition) {
        return lines.stream().filter(line -> line.edition() == edition).toList();
    }

    /** @return whether the editions allow it, whatever the lines' order */
    boolean editionsPermit(EngineLine from, EngineLine to) {
        return from.edition() == to.edition() || acrossEditions.stream().anyMatch(way -> way.permits(from, to));
    }

    /** The one rule of major upgrades: to any later line, next or skipping, of an edition that is permitted. */
    boolean permit(EngineLine from, EngineLine to) {
        return to.line().isLaterThan(from.line()) && editionsPermit(from, to);
    }
}
