package io.baton.contracts;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

@About("Old and new master side by side at the frozen offset: a sample of keys of every type, and the number of keys.")
public record DataComparison(
        @About("Of each type how many keys were compared, with their times to live")
        Map<String, Integer> comparedByType,

        @About("Keys that differed") int differing,

        @About("The first of them, as database:key; a person has to look at them")
        List<String> differingKeys,

        @About("Keys of the old master in all databases, expired ones that are still there among them")
        long oldKeys,

        @About("The same of the new master") long newKeys) {

    public DataComparison {
        comparedByType = Collections.unmodifiableSortedMap(new TreeMap<>(comparedByType));
        differingKeys = differingKeys.stream()
                .limit(Bounded.KEYS)
                .map(key -> Bounded.text(key, Bounded.TEXT))
                .toList();
    }
}
