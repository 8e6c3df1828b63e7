package io.baton.engine.catalogue;

import io.baton.engine.Edition;
import io.baton.engine.EngineLine;
import io.baton.engine.Line;
import java.util.Optional;

/**
 * The permission to upgrade from one edition to another.
 *
 * @param upTo the last line of the old edition that may; empty for all. Data formats part at some point: Redis 7.4
 *     can't become Valkey 8.0, though Redis 7.2 can.
 */
public record CrossEdition(Edition from, Edition to, Optional<Line> upTo) {

    boolean permits(EngineLine source, EngineLine target) {
        return from == source.edition()
                && to == target.edition()
                && upTo.map(last -> !source.line().isLaterThan(last)).orElse(true);
    }
}
