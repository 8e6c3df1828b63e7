package io.baton.e2e.history;

import java.util.List;
import java.util.Map;

/**
 * What the data holds of one client's writes, read when nobody writes any more.
 *
 * @param registers the number in each register, 0 where the key is absent
 * @param counter the counter, 0 where it is absent
 * @param segments the lists by their number, those that exist of all that were ever begun
 */
public record ReadBack(List<Long> registers, long counter, Map<Long, List<Long>> segments) {

    public ReadBack {
        registers = List.copyOf(registers);
        segments = Map.copyOf(segments);
    }
}
