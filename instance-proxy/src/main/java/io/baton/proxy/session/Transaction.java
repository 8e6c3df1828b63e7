package io.baton.proxy.session;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayList;
import java.util.List;

/**
 * A transaction between MULTI and EXEC: a bounded copy of the commands that were queued, so that they can be queued
 * again on another engine. They have not been executed anywhere: an engine forgets a queue when its connection ends.
 */
public final class Transaction {

    /** Longest copy that is kept, in bytes. A longer transaction can't move and ends in a nil EXEC. */
    public static final int MAX_BYTES = 1024 * 1024;

    /** Longest copy that is kept while memory is tight, in bytes. */
    public static final int MAX_BYTES_TIGHT = 16 * 1024;

    /** Commands that change the session, of which the proxy takes note in one transaction. */
    static final int MOST_EFFECTS = 10_000;

    private record QueuedEffect(int index, SessionEffect effect) {}

    private final List<QueuedEffect> effects = new ArrayList<>();
    private ByteBuf copy;
    private int commands;
    private int notQueued;
    private boolean refused;
    private boolean failed;
    private boolean tooBig;

    /**
     * Takes a copy of the bytes of whole or partial commands behind MULTI, in order.
     *
     * @param tight whether memory is tight
     */
    public void append(ByteBufAllocator allocator, ByteBuf bytes, int from, int length, boolean tight) {
        if (tooBig || refused) {
            return;
        }
        if (copy == null) {
            copy = allocator.buffer(Math.max(256, length));
        }
        if (copy.readableBytes() + length > (tight ? MAX_BYTES_TIGHT : MAX_BYTES)) {
            tooBig = true;
            release();
        } else {
            copy.writeBytes(bytes, from, length);
        }
    }

    /** What the copy takes, in bytes. */
    public int copyBytes() {
        return copy == null ? 0 : copy.capacity();
    }

    /** Counts commands behind MULTI. */
    public void issued(int count) {
        commands += count;
    }

    /** Commands behind MULTI so far. */
    public int commands() {
        return commands;
    }

    /** The last command that was counted is answered at once, and not queued: MULTI and WATCH inside of a transaction. */
    public void notQueued() {
        notQueued++;
    }

    /** Commands in the queue so far, if the engine has accepted all of them. */
    public int queueLength() {
        return commands - notQueued;
    }

    /** The engine did not accept MULTI: there is no transaction. */
    public void refused() {
        refused = true;
        release();
    }

    /** The engine did not accept one of the commands: EXEC will be refused. */
    public void failed() {
        failed = true;
    }

    public boolean open() {
        return !refused;
    }

    public boolean hasFailed() {
        return failed;
    }

    /** Whether the queue can be built again from the copy. */
    public boolean repeatable() {
        return open() && !failed && !tooBig;
    }

    /** The commands behind MULTI, as they came; may be empty. The caller owns the bytes. */
    public ByteBuf repeat(ByteBufAllocator allocator) {
        return copy == null ? allocator.buffer(0, 0) : copy.copy();
    }

    /**
     * Notes the effect of a command that was queued and not executed.
     *
     * @param index place of the command in the queue, from 0
     * @return false if there are too many to take note of this one
     */
    public boolean queued(int index, SessionEffect effect) {
        return effects.size() < MOST_EFFECTS && effects.add(new QueuedEffect(index, effect));
    }

    /**
     * The effects of the queued commands that EXEC has executed.
     *
     * @param elementTypes the types of the elements of its reply
     */
    public List<SessionEffect> executed(byte[] elementTypes) {
        return effects.stream()
                .filter(queued -> queued.index() < elementTypes.length && elementTypes[queued.index()] != '-')
                .map(QueuedEffect::effect)
                .toList();
    }

    /** Frees the copy. */
    public void release() {
        if (copy != null) {
            copy.release();
            copy = null;
        }
    }
}
