package io.baton.proxy.resp;

import io.netty.buffer.ByteBuf;

/**
 * Finds the boundaries of commands in the bytes of a client, however they are split over reads. It keeps numbers, never
 * bytes: arguments are skipped by their length.
 *
 * <p>Ordinary commands are only counted. The scan stops, with an {@link Event}, where the session has to look: at
 * commands of another {@link CommandKind}, or at every command while {@link #reportAll} is on.
 */
public final class CommandScanner {

    /** Why a scan stopped. */
    public enum Event {
        /** All bytes are scanned. */
        NEED_MORE,
        /** The name of a command to be reported has been read; {@link #kind()} says which kind it is. */
        NAMED,
        /** A reported command is complete. */
        END,
        /** The bytes are not RESP: see {@link #complaint()}. The scanner can't go on. */
        MALFORMED
    }

    /** Longest inline command that an engine accepts, in bytes. */
    public static final int MAX_INLINE_BYTES = 64 * 1024;

    private static final long MAX_ARGUMENTS = Integer.MAX_VALUE;
    private static final long MAX_BULK_BYTES = 1L << 40;
    private static final long LEAST_ARGUMENT_BYTES = "$0\r\n\r\n".length();

    private enum State {
        START,
        ARGUMENT_COUNT,
        BULK_MARK,
        BULK_LENGTH,
        NAME,
        SKIP,
        INLINE_NAME,
        INLINE_REST,
        BROKEN
    }

    private State state = State.START;
    private long number;
    private int digits;
    private boolean negative;
    private boolean numberEnds;
    private long argumentsLeft;
    private boolean nameNext;
    private long skip;
    private int nameLength;
    private long nameHead;
    private long nameTail;
    private int inlineBytes;

    private CommandKind kind = CommandKind.ORDINARY;
    private boolean reportAll;
    private boolean reported;
    private boolean nameKnown;
    private boolean quoted;
    private boolean stopAtEnd;
    private int position;
    private int lastEnd;
    private int completed;
    private String complaint;

    /**
     * Scans {@code buf} from index {@code from} up to {@code to}. After an event the next scan goes on at
     * {@link #position()}.
     */
    public Event scan(ByteBuf buf, int from, int to) {
        int at = from;
        while (at < to) {
            switch (state) {
                case START -> {
                    byte first = buf.getByte(at);
                    nameHead = 0;
                    nameTail = 0;
                    nameLength = 0;
                    kind = CommandKind.ORDINARY;
                    reported = false;
                    nameKnown = false;
                    quoted = false;
                    if (first == '*') {
                        at++;
                        beginNumber(State.ARGUMENT_COUNT);
                    } else {
                        inlineBytes = 0;
                        state = State.INLINE_NAME;
                    }
                }
                case ARGUMENT_COUNT, BULK_LENGTH -> {
                    byte b = buf.getByte(at++);
                    if (b >= '0' && b <= '9' && digits < 18 && !numberEnds) {
                        number = number * 10 + (b - '0');
                        digits++;
                    } else if (b == '\r' && !numberEnds) {
                        numberEnds = true;
                    } else if (b == '\n' && numberEnds) {
                        if (!endNumber()) {
                            return stop(at, Event.MALFORMED);
                        }
                        if (state == State.START) {
                            lastEnd = at;
                        }
                    } else if (b == '-' && digits == 0 && !negative && state == State.ARGUMENT_COUNT) {
                        negative = true;
                    } else {
                        return malformed(at, lengthComplaint());
                    }
                }
                case BULK_MARK -> {
                    byte b = buf.getByte(at++);
                    if (b != '$') {
                        return malformed(at, "expected '$', got '" + printable(b) + "'");
                    }
                    beginNumber(State.BULK_LENGTH);
                }
                case NAME -> {
                    at = readName(buf, at, to);
                    if (skip == 2) {
                        endName();
                        state = State.SKIP;
                        if (reported) {
                            return stop(at, Event.NAMED);
                        }
                    }
                }
                case SKIP -> {
                    int step = (int) Math.min(skip, to - at);
                    at += step;
                    skip -= step;
                    if (skip == 0) {
                        if (--argumentsLeft > 0) {
                            state = State.BULK_MARK;
                        } else if (endCommand(at)) {
                            return stop(at, Event.END);
                        }
                    }
                }
                case INLINE_NAME -> {
                    byte b = buf.getByte(at);
                    if (isSpace(b) && b != '\n' && nameLength == 0) {
                        at++;
                        inlineBytes++;
                    } else if (b == '\n' && nameLength == 0) {
                        // an empty line is no command: the engine does not answer it
                        at++;
                        state = State.START;
                        lastEnd = at;
                    } else if (isSpace(b)) {
                        endName();
                        state = State.INLINE_REST;
                        if (reported) {
                            return stop(at, Event.NAMED);
                        }
                    } else {
                        quoted |= b == '"' || b == '\'';
                        addToName(b);
                        at++;
                        inlineBytes++;
                    }
                    if (inlineBytes > MAX_INLINE_BYTES) {
                        return malformed(at, "too big inline request");
                    }
                }
                case INLINE_REST -> {
                    int newline = buf.indexOf(at, to, (byte) '\n');
                    if (newline < 0) {
                        inlineBytes += to - at;
                        at = to;
                        if (inlineBytes > MAX_INLINE_BYTES) {
                            return malformed(at, "too big inline request");
                        }
                    } else {
                        at = newline + 1;
                        if (endCommand(at)) {
                            return stop(at, Event.END);
                        }
                    }
                }
                case BROKEN -> {
                    return stop(at, Event.MALFORMED);
                }
            }
        }
        return stop(at, Event.NEED_MORE);
    }

    /** Where the last scan stopped: an index into its buffer. */
    public int position() {
        return position;
    }

    /** Index after the last command that was completed since {@link #resetLastEnd}, or the value given there. */
    public int lastEnd() {
        return lastEnd;
    }

    /** To be called before the first scan of a buffer: indices of an earlier buffer mean nothing in this one. */
    public void resetLastEnd(int index) {
        lastEnd = index;
    }

    /** How many commands have been completed since this was asked last, reported ones included. */
    public int takeCompleted() {
        int taken = completed;
        completed = 0;
        return taken;
    }

    /** Whether the bytes so far end with a complete command (or there were none). */
    public boolean atBoundary() {
        return state == State.START;
    }

    /** Bytes that are still to come of the present command, at least, by all that it has announced. */
    public long missing() {
        return switch (state) {
            case BULK_MARK -> argumentsLeft * LEAST_ARGUMENT_BYTES;
            case NAME, SKIP -> skip + (argumentsLeft - 1) * LEAST_ARGUMENT_BYTES;
            default -> 0;
        };
    }

    /** Whether the name of the present command has been read. */
    public boolean named() {
        return nameKnown;
    }

    /** Name of the present command, or of the last one at a boundary; for people. */
    public String lastName() {
        return CommandNames.text(nameHead, nameTail, nameLength);
    }

    /** Forgets a command whose beginning will be scanned again. */
    public void reset() {
        state = State.START;
        completed = 0;
        stopAtEnd = false;
    }

    /** The kind of the present command, once its name is known; of the last one at a boundary. */
    public CommandKind kind() {
        return kind;
    }

    /** Reports every command, not only those of a special kind. Concerns commands that are named from now on. */
    public void reportAll(boolean on) {
        reportAll = on;
    }

    /** Stops at the end of the present command, whatever its kind, or never if there is none. */
    public void stopAtEndOfPresentCommand() {
        stopAtEnd = !atBoundary();
    }

    /** What is wrong with the bytes, in the words of the engines. */
    public String complaint() {
        return complaint;
    }

    private Event stop(int at, Event event) {
        position = at;
        return event;
    }

    private Event malformed(int at, String why) {
        complaint = why;
        state = State.BROKEN;
        return stop(at, Event.MALFORMED);
    }

    private void beginNumber(State next) {
        state = next;
        number = 0;
        digits = 0;
        negative = false;
        numberEnds = false;
    }

    /** Returns false if the number makes no sense. */
    private boolean endNumber() {
        boolean count = state == State.ARGUMENT_COUNT;
        if (digits == 0 || number > (count ? MAX_ARGUMENTS : MAX_BULK_BYTES)) {
            complaint = lengthComplaint();
            state = State.BROKEN;
            return false;
        }
        if (count) {
            // the engines skip an empty or negative array without an answer
            argumentsLeft = negative ? 0 : number;
            nameNext = true;
            state = argumentsLeft == 0 ? State.START : State.BULK_MARK;
        } else {
            skip = number + 2;
            state = nameNext && number > 0 ? State.NAME : State.SKIP;
            nameNext = false;
        }
        return true;
    }

    private String lengthComplaint() {
        return state == State.ARGUMENT_COUNT ? "invalid multibulk length" : "invalid bulk length";
    }

    private int readName(ByteBuf buf, int from, int to) {
        int at = from;
        while (at < to && skip > 2) {
            addToName(buf.getByte(at++));
            skip--;
        }
        return at;
    }

    private void addToName(byte letter) {
        if (nameLength < 8) {
            nameHead = CommandNames.append(nameHead, letter);
        } else if (nameLength < CommandNames.LONGEST) {
            nameTail = CommandNames.append(nameTail, letter);
        }
        nameLength++;
    }

    private void endName() {
        nameKnown = true;
        if (quoted) {
            kind = CommandKind.QUOTED;
        } else {
            kind = nameLength <= CommandNames.LONGEST ? CommandNames.kindOf(nameHead, nameTail) : CommandKind.ORDINARY;
        }
        reported = reportAll || kind != CommandKind.ORDINARY;
    }

    /** Returns whether the scan has to stop here. */
    private boolean endCommand(int at) {
        state = State.START;
        lastEnd = at;
        completed++;
        boolean stop = reported || stopAtEnd;
        stopAtEnd = false;
        return stop;
    }

    private static boolean isSpace(byte b) {
        return b == ' ' || (b >= '\t' && b <= '\r');
    }

    private static char printable(byte b) {
        return b >= 32 && b < 127 ? (char) b : '?';
    }
}
