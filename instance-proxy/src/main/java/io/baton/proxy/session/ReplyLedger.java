package io.baton.proxy.session;

import java.util.ArrayDeque;

/**
 * What one engine connection owes: how many replies, and which of them the proxy has to look at. Replies come in the
 * order of the commands, so a number is enough to know whose reply it is.
 */
public final class ReplyLedger {

    private record Entry(long sequence, Expectation expectation) {}

    private final ArrayDeque<Entry> entries = new ArrayDeque<>(4);
    private long issued;
    private long answered;
    private boolean saidMore;

    /** Commands were sent whose replies concern only the client. */
    public void issued(long commands) {
        issued += commands;
    }

    /** A command was sent whose reply concerns the proxy. */
    public void issued(Expectation expectation) {
        entries.add(new Entry(issued++, expectation));
    }

    /** How many replies will come before one that is expected; at least 1 unless {@link #due} has one. */
    public long ordinaryAhead() {
        return entries.isEmpty() ? Long.MAX_VALUE : entries.peek().sequence() - answered;
    }

    /** Whether a reply is still to come that concerns the proxy. */
    public boolean expects() {
        return !entries.isEmpty();
    }

    /** What is expected of the very next reply, or null. */
    public Expectation due() {
        Entry first = entries.peek();
        return first != null && first.sequence() == answered ? first.expectation() : null;
    }

    /** Replies came that concern only the client. An engine that says more than it was asked owes nothing. */
    public void answered(long replies) {
        answered += replies;
        if (answered > issued) {
            issued = answered;
            saidMore = true;
        }
    }

    /** Whether the engine has said more than it was asked: it refuses a command of which it has got only a part. */
    public boolean saidMore() {
        return saidMore;
    }

    /** The reply came for which {@link #due} was waiting. */
    public Expectation settle() {
        Entry first = entries.remove();
        answered++;
        return first.expectation();
    }

    /** Replies that this connection was asked for since it was made. */
    public long issuedSoFar() {
        return issued;
    }

    /** Those of them that have come. */
    public long answeredSoFar() {
        return answered;
    }

    /** Replies that are still to come. */
    public long owed() {
        return issued - answered;
    }
}
