package io.baton.proxy.difference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Counts at which points of a switch each kind of session state was there, and at which each kind of command was said. Of the
 * state the bare engine itself gives evidence, by CLIENT LIST.
 */
final class Coverage {

    /** What CLIENT LIST shows of a connection. */
    private static final Map<String, Pattern> STATES = Map.ofEntries(
            Map.entry("state: a database", Pattern.compile(" db=[1-9]")),
            Map.entry("state: a name", Pattern.compile(" name=\\S")),
            Map.entry("state: a user", Pattern.compile(" user=(?!default)\\w")),
            Map.entry("state: a user who may little", Pattern.compile(" user=few ")),
            Map.entry("state: RESP3", Pattern.compile(" resp=3")),
            Map.entry("state: channels", Pattern.compile(" sub=[1-9]")),
            Map.entry("state: patterns", Pattern.compile(" psub=[1-9]")),
            Map.entry("state: shard channels", Pattern.compile(" ssub=[1-9]")),
            Map.entry("state: an open transaction", Pattern.compile(" multi=\\d")),
            Map.entry("state: blocked", Pattern.compile(" flags=\\w*b")),
            Map.entry("state: tracking", Pattern.compile(" flags=\\w*t")),
            Map.entry("state: tracking by broadcast", Pattern.compile(" flags=\\w*B")),
            Map.entry("state: not evicted", Pattern.compile(" flags=\\w*e")),
            Map.entry("state: subscribed in RESP3", Pattern.compile(" sub=[1-9].* resp=3")),
            Map.entry("state: a transaction as another user", Pattern.compile(" multi=\\d.* user=(?!default)\\w")));

    private static final Set<String> NOT_DUE = Set.of("question", "replies off", "reply skipped");

    private static final Set<String> LOCK_STEP_ONLY = Set.of("block for a while" + Point.HELD);

    private final Map<String, long[]> counts = new TreeMap<>();

    Coverage(Set<String> kinds) {
        kinds.forEach(kind -> counts.put(kind, new long[Point.values().length]));
        STATES.keySet().forEach(kind -> counts.put(kind, new long[Point.values().length]));
    }

    /** @param line how the engine describes the connection after the turn */
    void seen(Turns.Turn turn, String line) {
        for (Step.Act act : turn.acts()) {
            if (act instanceof Step.Say say) {
                Arrays.stream(say.kind().split(" \\+ ")).forEach(kind -> count(kind, turn.when()));
            } else if (act instanceof Step.HalfClose) {
                count("half-closed", turn.when());
            }
        }
        STATES.forEach((kind, shown) -> {
            Matcher matcher = shown.matcher(line);
            if (matcher.find()) {
                count(kind, turn.when());
            }
        });
    }

    private void count(String kind, Point point) {
        counts.computeIfAbsent(kind, none -> new long[Point.values().length])[point.ordinal()]++;
    }

    int pairs() {
        return counts.size() * Point.values().length;
    }

    /** Pairs of kind and point that never came up. */
    List<String> empty() {
        List<String> empty = new ArrayList<>();
        counts.forEach((kind, count) -> {
            for (Point point : Point.values()) {
                if (count[point.ordinal()] == 0 && isDue(kind, point)) {
                    empty.add(kind + " at " + point);
                }
            }
        });
        return empty;
    }

    /** Of what races with the hold little is said, so there only the state counts. */
    private static boolean isDue(String kind, Point point) {
        boolean state = kind.startsWith("state: ");
        return state || point != Point.RACING && !NOT_DUE.contains(kind) && !LOCK_STEP_ONLY.contains(kind + point);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(String.format("%-40s", ""));
        for (Point point : Point.values()) {
            text.append(String.format("%15s", point));
        }
        counts.forEach((kind, count) -> {
            text.append(String.format("%n%-40s", kind));
            for (long one : count) {
                text.append(String.format("%15d", one));
            }
        });
        return text.toString();
    }
}
