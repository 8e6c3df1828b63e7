package io.baton.e2e.history;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/**
 * One key, to which one client writes ever greater numbers. It must hold the last number whose write was acknowledged,
 * or one whose write came after it and was never answered.
 */
final class Register {

    private long last;
    private final Set<Long> unanswered = new TreeSet<>();

    void acknowledged(long number) {
        last = number;
        unanswered.clear();
    }

    /** The connection broke before the answer: the write took effect, or will, or never. */
    void unanswered(long number) {
        unanswered.add(number);
    }

    /**
     * The client read its own key.
     *
     * @param seen the number there; 0 when the key is absent
     * @param again reads once more, which tells a stale answer from a lost write
     */
    Findings read(long seen, LongSupplier again) {
        if (allows(seen)) {
            if (seen != last) {
                last = seen;
                unanswered.removeIf(number -> number <= seen);
            }
            return Findings.NONE;
        }
        long second = again.getAsLong();
        Findings lasting = judge(second);
        if (!lasting.none()) {
            // What is there is the new truth, so that one loss is counted once.
            acknowledged(second);
        }
        return Findings.ONE_WRONG.plus(new Findings(lasting.lost(), lasting.doubled(), 0));
    }

    /** Compares with what the key holds when nobody writes any more. */
    Findings judge(long seen) {
        if (allows(seen)) {
            return Findings.NONE;
        }
        return seen >= 0 && seen < last ? Findings.ONE_LOST : Findings.ONE_WRONG;
    }

    private boolean allows(long seen) {
        return seen == last || unanswered.contains(seen);
    }
}
