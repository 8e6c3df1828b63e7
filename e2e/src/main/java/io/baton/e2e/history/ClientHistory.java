package io.baton.e2e.history;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;

/**
 * All that one client did and was told, in bounded memory and still exact: one acknowledged write that is lost, or one
 * write that took effect twice, is found. Used by one thread.
 *
 * <p>The client writes to keys of its own: registers, a counter, and lists that are checked and removed after a while.
 */
public final class ClientHistory {

    private final Register[] registers;
    private final Counter counter = new Counter();
    private final Sequence sequence = new Sequence();
    private final Set<Long> removalUnanswered = new HashSet<>();
    private long firstKeptSegment;
    private long lastNumber;
    private long acknowledged;
    private long errors;
    private long disconnects;
    private Findings found = Findings.NONE;

    public ClientHistory(int registers) {
        this.registers =
                IntStream.range(0, registers).mapToObj(i -> new Register()).toArray(Register[]::new);
    }

    /** A number that no register was given before. */
    public long nextNumber() {
        return ++lastNumber;
    }

    public void set(int register, long number, Outcome outcome) {
        count(outcome);
        switch (outcome) {
            case ACKNOWLEDGED -> registers[register].acknowledged(number);
            case UNANSWERED -> registers[register].unanswered(number);
            case REFUSED -> {
                // must not be seen: any number that was not acknowledged or unanswered is wrong
            }
        }
    }

    /** See {@link Register#read}. Answers whether the value was right. */
    public boolean read(int register, long seen, LongSupplier again) {
        return add(registers[register].read(seen, again));
    }

    /** A read that failed; nothing was learnt. */
    public void notRead(Outcome outcome) {
        if (outcome == Outcome.REFUSED) {
            errors++;
        }
    }

    /** An increment was answered. Answers whether the answer was right. */
    public boolean incremented(long reply) {
        count(Outcome.ACKNOWLEDGED);
        return add(counter.acknowledged(reply));
    }

    public void notIncremented(Outcome outcome) {
        count(outcome);
        if (outcome == Outcome.UNANSWERED) {
            counter.unanswered();
        }
    }

    /** The next number to append. */
    public long nextAppend() {
        return sequence.next();
    }

    public static long segmentOf(long append) {
        return Sequence.segmentOf(append);
    }

    public void appended(long number, Outcome outcome) {
        count(outcome);
        switch (outcome) {
            case ACKNOWLEDGED -> {
                // the rule; only the exceptions are kept
            }
            case UNANSWERED -> sequence.unanswered(number);
            case REFUSED -> sequence.refused(number);
        }
    }

    /** The oldest list that was not removed yet, and the newest. */
    public long firstKeptSegment() {
        return firstKeptSegment;
    }

    public long lastSegment() {
        return sequence.lastSegment();
    }

    /** The oldest list was read, to be removed. Answers whether it is right. */
    public boolean checked(List<Long> seen) {
        return add(sequence.judge(firstKeptSegment, seen));
    }

    /** The oldest list was removed, or may have been. */
    public void removed(Outcome outcome) {
        count(outcome);
        if (outcome != Outcome.ACKNOWLEDGED) {
            removalUnanswered.add(firstKeptSegment);
        }
        firstKeptSegment++;
    }

    public void disconnected() {
        disconnects++;
    }

    public void notConnected() {
        errors++;
    }

    /** Compares the whole history with what the data holds at the end. */
    public Verdict judge(ReadBack end) {
        Findings all = found.plus(counter.judge(end.counter()));
        for (int i = 0; i < registers.length; i++) {
            all = all.plus(registers[i].judge(end.registers().get(i)));
        }
        for (long segment = firstKeptSegment; segment <= sequence.lastSegment(); segment++) {
            all = all.plus(sequence.judge(segment, end.segments().getOrDefault(segment, List.of())));
        }
        long resurrected = end.segments().keySet().stream()
                .filter(segment -> segment < firstKeptSegment && !removalUnanswered.contains(segment))
                .count();
        all = all.plus(new Findings(resurrected, 0, 0));
        return new Verdict(acknowledged, all.lost(), all.doubled(), all.wrong(), errors, disconnects);
    }

    private boolean add(Findings more) {
        found = found.plus(more);
        return more.none();
    }

    private void count(Outcome outcome) {
        switch (outcome) {
            case ACKNOWLEDGED -> acknowledged++;
            case REFUSED -> errors++;
            case UNANSWERED -> {
                // counted as the disconnect that it came with
            }
        }
    }
}
