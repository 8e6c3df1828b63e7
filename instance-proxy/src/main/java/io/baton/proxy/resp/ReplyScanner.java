package io.baton.proxy.resp;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.netty.buffer.ByteBuf;
import java.io.ByteArrayOutputStream;

/**
 * Counts complete replies, RESP2 and RESP3, in the bytes of an engine, however they are split over reads. Nested replies
 * count as one, attributes belong to the reply behind them, pushes are no replies. It keeps numbers, never payloads.
 *
 * <p>The trick that needs no stack: {@code open} is the number of tokens still to come until the item at top level is
 * complete. A scalar takes one away, an aggregate of n adds n and takes one away, an attribute of n adds 2n.
 */
public final class ReplyScanner {

    /** Why a scan stopped. */
    public enum Event {
        /** All bytes are scanned. */
        NEED_MORE,
        /**
         * The first line of the watched reply is complete, or as much of it as is kept: see {@link #head()}. Its end is
         * reported by a next scan.
         */
        HEAD,
        /** What has begun is not the watched reply but a message before it; its end is reported by a next scan. */
        MESSAGE,
        /** What has begun belongs to the watched reply and is not its first line: attributes. */
        ATTRIBUTE,
        /** As many replies as were asked for are complete. */
        COUNTED,
        /** A reply or message is complete, {@link #item()} says which; instead of COUNTED while describing. */
        ITEM,
        /** The bytes are not RESP. The scanner can't go on. */
        MALFORMED
    }

    /** What a complete item at top level was. */
    public enum Item {
        /** Answers a command. */
        REPLY,
        /** A message to a subscriber, an invalidation or the like: answers nothing. */
        MESSAGE,
        /** Confirms one channel of a (P|S)SUBSCRIBE or (P|S)UNSUBSCRIBE. */
        CONFIRMATION
    }

    private static final int MAX_HEAD_BYTES = 512;

    private enum State {
        TYPE,
        LINE,
        NUMBER,
        SKIP,
        BROKEN
    }

    private State state = State.TYPE;
    private byte type;
    private long number;
    private boolean negative;
    private long skip;

    private long open;
    private boolean topLevel;
    private boolean attributeAhead;
    private byte topType;
    private Item item = Item.REPLY;
    private boolean endPending;
    private long counted;
    private int position;

    private final ByteArrayOutputStream head = new ByteArrayOutputStream(32);
    private final ByteArrayOutputStream elementTypes = new ByteArrayOutputStream(8);
    private boolean watching;
    private boolean collectHead;
    private boolean headWaits;
    private long nextElementAtOpen = -1;

    private final MessageName messageName = new MessageName();
    private boolean describe;
    private boolean messagesArePlainArrays;
    private boolean nameNext;
    private boolean inName;

    private boolean monitoring;
    private boolean atLineStart;
    private boolean errorSeen;
    private boolean errorSeenBefore;

    /**
     * Scans {@code buf} from index {@code from} up to {@code to}, or until {@code most} replies are complete. After an
     * event the next scan goes on at {@link #position()}, even if no bytes are left: the end of a watched reply may be
     * due.
     */
    public Event scan(ByteBuf buf, int from, int to, long most) {
        counted = 0;
        int at = from;
        if (endPending) {
            endPending = false;
            if (reports(most)) {
                return stop(at, describe ? Event.ITEM : Event.COUNTED);
            }
        }
        while (at < to) {
            boolean lineEnds = false;
            boolean complete = false;
            switch (state) {
                case TYPE -> {
                    if (!beginToken(buf.getByte(at++))) {
                        state = State.BROKEN;
                    } else if (watching && topLevel && (type == '>' || type == '|')) {
                        return stop(at, type == '>' ? Event.MESSAGE : Event.ATTRIBUTE);
                    }
                }
                case LINE -> {
                    if (isMonitorLine(buf, at)) {
                        item = Item.MESSAGE;
                        atLineStart = false;
                        if (collectHead) {
                            collectHead = false;
                            return stop(at, Event.MESSAGE);
                        }
                    }
                    int newline = buf.indexOf(at, to, (byte) '\n');
                    int end = newline < 0 ? to : newline + 1;
                    lookAtLine(buf, at, end);
                    at = end;
                    if (newline >= 0) {
                        lineEnds = true;
                        complete = endToken(0);
                    }
                }
                case NUMBER -> {
                    byte b = buf.getByte(at++);
                    addToHead(b);
                    if (b >= '0' && b <= '9') {
                        number = number * 10 + (b - '0');
                    } else if (b == '-') {
                        negative = true;
                    } else if (b == '\n') {
                        lineEnds = true;
                        complete = endNumber();
                    } else if (b != '\r') {
                        state = State.BROKEN;
                    }
                }
                case SKIP -> {
                    int step = (int) Math.min(skip, to - at);
                    if (inName) {
                        messageName.append(buf, at, step);
                    }
                    at += step;
                    skip -= step;
                    complete = skip == 0 && endToken(0);
                }
                case BROKEN -> {
                    return stop(at, Event.MALFORMED);
                }
            }
            if (state == State.BROKEN) {
                return stop(at, Event.MALFORMED);
            }
            if (collectHead && nameNext) {
                // An array that may be a message: its first word tells.
                headWaits = true;
                collectHead = false;
            } else if (collectHead && (lineEnds || head.size() >= MAX_HEAD_BYTES)) {
                collectHead = false;
                watching = false;
                endPending = complete;
                return stop(at, Event.HEAD);
            }
            if (headWaits && !nameNext && !inName) {
                headWaits = false;
                endPending = complete;
                watching = item != Item.REPLY;
                return stop(at, watching ? Event.MESSAGE : Event.HEAD);
            }
            if (complete && reports(most)) {
                return stop(at, describe ? Event.ITEM : Event.COUNTED);
            }
        }
        return stop(at, Event.NEED_MORE);
    }

    /** Where the last scan stopped: an index into its buffer. */
    public int position() {
        return position;
    }

    /** How many replies the last scan completed. */
    public long counted() {
        return counted;
    }

    /** Whether the bytes so far end with a complete item (or there were none). */
    public boolean atBoundary() {
        return open == 0 && !endPending;
    }

    /** Stops after the first line of the next reply, and notes the types of its elements. To be called at a boundary. */
    public void watchNextReply() {
        watching = true;
        head.reset();
        elementTypes.reset();
    }

    /** Whether a reply is watched whose first line has not come yet. */
    public boolean watching() {
        return watching;
    }

    /** First line of the watched reply without its line end, cut at 512 bytes. */
    public String head() {
        return head.toString(ISO_8859_1);
    }

    /** The type bytes of the elements of the watched reply, in order; {@code -} is an error. */
    public byte[] elementTypes() {
        return elementTypes.toByteArray();
    }

    /**
     * Tells replies, messages and confirmations of subscriptions apart, and stops after each.
     *
     * @param messagesArePlainArrays whether messages come as arrays too (RESP2), not only as pushes
     */
    public void describe(boolean on, boolean messagesArePlainArrays) {
        this.describe = on;
        this.messagesArePlainArrays = on && messagesArePlainArrays;
    }

    /** Takes lines of MONITOR for messages: they look like simple strings, but start with a time. */
    public void monitoring(boolean on) {
        monitoring = on;
    }

    /** What the item was that was completed last. */
    public Item item() {
        return item;
    }

    /** Whether there was an error reply (at top level) since this was asked last. */
    public boolean takeErrorSeen() {
        boolean seen = errorSeen;
        errorSeen = false;
        return seen;
    }

    /** The reply that came last is not to count as an error. */
    public void excuseError() {
        errorSeen = errorSeenBefore;
    }

    private Event stop(int at, Event event) {
        position = at;
        return event;
    }

    /** Counts the complete item; returns whether the scan has to stop behind it. */
    private boolean reports(long most) {
        if (item == Item.REPLY) {
            counted++;
        }
        return describe || counted >= most;
    }

    private boolean beginToken(byte b) {
        topLevel = open == 0 || (attributeAhead && open == 1);
        if (topLevel) {
            beginTop(b);
        } else if (open == nextElementAtOpen) {
            elementTypes.write(b);
            nextElementAtOpen--;
        }
        if (!topLevel && b != '$') {
            nameNext = false;
        }
        type = b;
        number = 0;
        negative = false;
        atLineStart = true;
        switch (b) {
            case '+', '-', ':', '_', ',', '#', '(' -> state = State.LINE;
            case '$', '=', '!', '*', '~', '%', '>', '|' -> state = State.NUMBER;
            default -> {
                return false;
            }
        }
        return true;
    }

    private void beginTop(byte b) {
        open = 1;
        attributeAhead = b == '|';
        topType = b;
        item = b == '>' ? Item.MESSAGE : Item.REPLY;
        errorSeenBefore = errorSeen;
        errorSeen |= b == '-' || b == '!';
        nextElementAtOpen = -1;
        nameNext = false;
        headWaits = false;
        collectHead = watching && b != '>' && b != '|';
        if (collectHead) {
            head.reset();
            head.write(b);
        }
    }

    /** They look like simple strings, but begin with a time. */
    private boolean isMonitorLine(ByteBuf buf, int at) {
        return atLineStart
                && monitoring
                && topLevel
                && topType == '+'
                && buf.getByte(at) >= '0'
                && buf.getByte(at) <= '9';
    }

    private void lookAtLine(ByteBuf buf, int from, int end) {
        if (!topLevel) {
            return;
        }
        atLineStart = false;
        if (collectHead) {
            for (int i = from; i < end; i++) {
                addToHead(buf.getByte(i));
            }
        }
    }

    private void addToHead(byte b) {
        if (collectHead && b != '\r' && b != '\n' && head.size() < MAX_HEAD_BYTES) {
            head.write(b);
        }
    }

    /** Returns whether the item at top level is complete. */
    private boolean endNumber() {
        long length = negative ? -1 : number;
        switch (type) {
            case '$', '=', '!' -> {
                inName = nameNext && length >= 0;
                nameNext = false;
                if (length < 0) {
                    return endToken(0);
                }
                if (inName) {
                    messageName.begin(length);
                }
                skip = length + 2;
                state = State.SKIP;
                return false;
            }
            case '|' -> {
                open += 2 * Math.max(0, length);
                state = State.TYPE;
                return false;
            }
            case '%' -> {
                return endToken(2 * Math.max(0, length));
            }
            default -> {
                if (topLevel) {
                    nextElementAtOpen = length > 0 && type != '>' ? length : -1;
                    nameNext = length > 0 && describe && (type == '>' || (messagesArePlainArrays && type == '*'));
                }
                return endToken(Math.max(0, length));
            }
        }
    }

    /** Ends a token that has so many tokens inside. Returns whether the item at top level is complete. */
    private boolean endToken(long inside) {
        if (inName) {
            inName = false;
            item = messageName.itemFor(topType);
        }
        state = State.TYPE;
        open += inside - 1;
        return open == 0;
    }
}
