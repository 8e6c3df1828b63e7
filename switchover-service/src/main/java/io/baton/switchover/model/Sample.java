package io.baton.switchover.model;

import io.baton.contracts.DataComparison;
import io.baton.engine.client.Command;
import io.baton.engine.client.Reply;
import io.baton.switchover.model.SampledKey.Sight;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** Keys of every type that were there before the switch: what is asked of them, and whether two masters agree. */
public record Sample(List<SampledKey> keys) {

    /**
     * How far two deadlines of a key may be apart: before 7.0 times to live replicate as they were when the command came.
     */
    static final long DEADLINE_TOLERANCE_MS = 2_000;

    /** Of the keys that differ this many are named. */
    private static final int NAMED = 20;

    private static final Command COUNTS = Command.of("INFO", "keyspace");

    public Sample {
        keys = List.copyOf(keys);
    }

    /**
     * What a master said.
     *
     * @param replies to {@link #questions}, in their order
     * @param atMillis when, since the epoch
     */
    public record Answers(List<Reply> replies, long atMillis) {
        public Answers {
            replies = List.copyOf(replies);
        }
    }

    /** All that a master is asked, in one go. */
    public List<Command> questions() {
        List<Command> questions = new ArrayList<>(List.of(COUNTS));
        int selected = -1;
        for (SampledKey key : keys) {
            if (key.database() != selected) {
                selected = key.database();
                questions.add(Command.of("SELECT", Integer.toString(selected)));
            }
            questions.addAll(key.questions());
        }
        return questions;
    }

    public DataComparison compare(Answers oldMaster, Answers newMaster) {
        List<Sight> before = sights(oldMaster);
        List<Sight> after = sights(newMaster);
        Map<String, Integer> compared = new TreeMap<>();
        List<String> differing = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            SampledKey key = keys.get(i);
            compared.merge(key.type().engineName(), 1, Integer::sum);
            if (!agree(before.get(i), oldMaster.atMillis(), after.get(i), newMaster.atMillis())) {
                differing.add(key.label());
            }
        }
        return new DataComparison(
                compared,
                differing.size(),
                differing.stream().limit(NAMED).toList(),
                keysOf(oldMaster),
                keysOf(newMaster));
    }

    private List<Sight> sights(Answers answers) {
        List<Sight> sights = new ArrayList<>();
        int at = 1;
        int selected = -1;
        for (SampledKey key : keys) {
            if (key.database() != selected) {
                selected = key.database();
                at++;
            }
            sights.add(key.sight(answers.replies().subList(at, at + SampledKey.QUESTIONS), answers.atMillis()));
            at += SampledKey.QUESTIONS;
        }
        return sights;
    }

    private static boolean agree(Sight before, long beforeAt, Sight after, long afterAt) {
        if (before.deadline() == Sight.GONE || after.deadline() == Sight.GONE) {
            // One was asked later than the other: what expired in between is gone there and was still here.
            long left = Math.max(before.deadline(), after.deadline());
            return left == Sight.GONE || (left > 0 && left <= Math.max(beforeAt, afterAt) + DEADLINE_TOLERANCE_MS);
        }
        return sameDeadline(before.deadline(), after.deadline())
                && Objects.equals(before.size(), after.size())
                && Objects.equals(before.content(), after.content());
    }

    private static boolean sameDeadline(long before, long after) {
        return before < 0 || after < 0 ? before == after : Math.abs(before - after) <= DEADLINE_TOLERANCE_MS;
    }

    /** The sum over the databases: lines such as {@code db0:keys=3,expires=1,avg_ttl=0}. */
    private static long keysOf(Answers answers) {
        return answers.replies()
                .get(0)
                .text()
                .lines()
                .filter(line -> line.startsWith("db"))
                .mapToLong(line -> Long.parseLong(line.replaceFirst("^db\\d+:keys=(\\d+).*$", "$1")))
                .sum();
    }
}
