package io.baton.contracts;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The bounds of what comes into events from outside: words of engines, names of keys and users. Kafka refuses a record above
 * 1 MiB (its max.message.bytes), and what it refuses is never heard. An event within these bounds is at most a quarter of
 * that, whatever it tells of.
 */
final class Bounded {

    /** Longest text for people, in characters. */
    static final int TEXT = 600;

    /** Longest code for programs, in characters. */
    static final int CODE = 64;

    /** Most findings of one event. */
    static final int FINDINGS = 30;

    /** Most settings of one event. */
    static final int SETTINGS = 10;

    /** Most keys that a receipt names. */
    static final int KEYS = 20;

    private static final String CUT = " …";

    private Bounded() {}

    static String text(String text, int longest) {
        if (text == null || text.length() <= longest) {
            return text;
        }
        int end = longest - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    /** What does not fit is left out: half of a value would be another value. */
    static Map<String, String> settings(Map<String, String> settings) {
        Map<String, String> fitting = new TreeMap<>();
        settings.entrySet().stream()
                .filter(one -> one.getKey().length() <= CODE && one.getValue().length() <= CODE)
                .sorted(Map.Entry.comparingByKey())
                .limit(SETTINGS)
                .forEach(one -> fitting.put(one.getKey(), one.getValue()));
        return Collections.unmodifiableMap(fitting);
    }

    /** The first of each code, so that none goes untold, then the others in their order. */
    static List<Finding> findings(List<Finding> findings) {
        if (findings.size() <= FINDINGS) {
            return List.copyOf(findings);
        }
        Set<String> codes = new LinkedHashSet<>();
        List<Finding> first = new ArrayList<>();
        List<Finding> others = new ArrayList<>();
        findings.forEach(finding -> (codes.add(finding.code()) ? first : others).add(finding));
        first.addAll(others);
        return List.copyOf(first.subList(0, FINDINGS));
    }
}
