package io.baton.proxy.relay;

import io.baton.proxy.resp.CommandKind;
import io.baton.proxy.resp.CommandScanner;
import io.baton.proxy.resp.Resp;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;

/**
 * The bytes of one client on their way to the engine: whole reads are passed on as they are, except where a command
 * concerns the session, and except for the piece of a command at the end of a read, which waits for its rest so that a
 * slow client can't leave half a command at the engine. What may not be sent yet waits in the backlog.
 */
final class CommandFlow {

    /** Decides about commands, and sends them. */
    interface Outlet {

        /** Whether commands may be sent now. */
        boolean open();

        /** Sends whole commands, or pieces of one; the outlet takes the bytes over. */
        void send(ByteBuf bytes, int from, int length);

        /** So many of the commands sent are complete, none of which concerns the session. */
        void sent(int commands);

        /** A complete command that concerns the session; the bytes are only lent. */
        void special(CommandKind kind, List<byte[]> words, ByteBuf raw);

        /** Whether every command is to be answered here and nothing sent. */
        boolean answersAll();

        /** A command was complete that is to be answered here. */
        void answerHere(CommandKind kind);

        /** The client sent what is not RESP. */
        void malformed(String complaint);
    }

    /** A piece of a command that is longer than this is sent without waiting for the rest, in bytes. */
    static final int LONGEST_PIECE = 16 * 1024;

    /**
     * A piece of which more than this is missing is sent too: by what it announces alone an engine may refuse it. In bytes; the
     * least that {@code proto-max-bulk-len} can be, and less than any count of arguments that an engine refuses takes.
     */
    static final int SURELY_TAKEN = 1024 * 1024;

    private static final int LEAST_PIECE = 256;

    /** Commands that concern the session may not be longer, in bytes. */
    static final int LONGEST_SPECIAL = 1024 * 1024;

    private final CommandScanner scanner = new CommandScanner();
    private final ArrayDeque<ByteBuf> backlog = new ArrayDeque<>(4);
    private final Outlet outlet;
    private long backlogBytes;
    private ByteBuf piece;
    private boolean streaming;
    private boolean released;
    private long complete;

    CommandFlow(Outlet outlet) {
        this.outlet = outlet;
    }

    /** Takes over the bytes of a read. */
    void receive(ByteBuf in) {
        if (backlog.isEmpty() && outlet.open()) {
            process(in);
        } else {
            backlogBytes += in.readableBytes();
            addToBacklog(in);
        }
    }

    /** A client that sends byte by byte would otherwise have a buffer kept for each. */
    private void addToBacklog(ByteBuf in) {
        ByteBuf last = backlog.peekLast();
        if (last != null && last.writableBytes() >= in.readableBytes()) {
            last.writeBytes(in);
            in.release();
        } else {
            backlog.add(in);
        }
    }

    /** Sends what waits, as far as it may be sent. */
    void resume() {
        while (!backlog.isEmpty() && outlet.open()) {
            ByteBuf next = backlog.poll();
            backlogBytes -= next.readableBytes();
            process(next);
        }
    }

    /** Puts bytes in front of all that waits. To be called at a command boundary. */
    void putFirst(ByteBuf bytes) {
        backlog.addFirst(bytes);
        backlogBytes += bytes.readableBytes();
    }

    /** Stops at the next boundary: a piece that was not sent waits with the rest, one that was sent is completed. */
    void hold() {
        if (piece != null) {
            putFirst(piece);
            piece = null;
            scanner.reset();
        } else if (streaming) {
            scanner.stopAtEndOfPresentCommand();
        }
    }

    /** Whether the engine has got a piece of a command and waits for the rest. */
    boolean streaming() {
        return streaming;
    }

    /** Name of the command that was sent last, for people. */
    String lastName() {
        return scanner.lastName();
    }

    /** Bytes that wait. */
    long waitingBytes() {
        return backlogBytes + (piece == null ? 0 : piece.readableBytes());
    }

    /** Commands that were sent, or answered here, since the connection was opened. */
    long complete() {
        return complete;
    }

    /** Frees what waits; nothing is kept from now on. */
    void release() {
        released = true;
        backlog.forEach(ByteBuf::release);
        backlog.clear();
        backlogBytes = 0;
        if (piece != null) {
            piece.release();
            piece = null;
        }
    }

    private void process(ByteBuf in) {
        int to = in.writerIndex();
        int start = in.readerIndex();
        int at = start;
        scanner.resetLastEnd(start);
        scanner.reportAll(outlet.answersAll());
        while (true) {
            CommandScanner.Event event = scanner.scan(in, at, to);
            at = scanner.position();
            switch (event) {
                case NEED_MORE -> {
                    endOfRead(in, start);
                    return;
                }
                case NAMED -> start = sendComplete(in, start);
                case END -> {
                    start = endOfCommand(in, start, at);
                    if (!outlet.open()) {
                        backlogRest(in, start);
                        return;
                    }
                    scanner.reportAll(outlet.answersAll());
                    scanner.resetLastEnd(start);
                }
                case MALFORMED -> {
                    sendComplete(in, start);
                    in.release();
                    outlet.malformed(scanner.complaint());
                    return;
                }
            }
        }
    }

    /** Sends the complete commands since {@code start}; returns where the present one begins. */
    private int sendComplete(ByteBuf in, int start) {
        int commands = scanner.takeCompleted();
        int end = scanner.lastEnd();
        if (end > start) {
            sendPiece();
            outlet.send(in.retain(), start, end - start);
            streaming = false;
        }
        complete += commands;
        outlet.sent(commands);
        return end;
    }

    private void endOfRead(ByteBuf in, int start) {
        int to = in.writerIndex();
        if (scanner.lastEnd() == to && start == in.readerIndex() && piece == null) {
            // the usual case: a read of whole commands, none of which concerns the session
            int commands = scanner.takeCompleted();
            streaming = false;
            complete += commands;
            outlet.send(in, start, to - start);
            outlet.sent(commands);
            return;
        }
        int rest = sendComplete(in, start);
        if (rest == to) {
            in.release();
            return;
        }
        boolean special = scanner.kind() != CommandKind.ORDINARY;
        if (outlet.answersAll() && !special && scanner.named()) {
            releasePiece();
            in.release();
        } else if (streaming) {
            outlet.send(in, rest, to - rest);
        } else {
            keepPiece(in.slice(rest, to - rest).retain());
            in.release();
            if (special && piece.readableBytes() + scanner.missing() > LONGEST_SPECIAL) {
                outlet.malformed("a command of this kind may not be longer than " + LONGEST_SPECIAL + " bytes");
            } else if (!special && (piece.readableBytes() > LONGEST_PIECE || scanner.missing() > SURELY_TAKEN)) {
                streaming = true;
                sendPiece();
            }
        }
    }

    /** Returns where the next command begins. */
    private int endOfCommand(ByteBuf in, int start, int end) {
        CommandKind kind = scanner.kind();
        if (kind == CommandKind.ORDINARY && !outlet.answersAll()) {
            return sendComplete(in, start);
        }
        scanner.takeCompleted();
        complete++;
        if (kind == CommandKind.ORDINARY) {
            releasePiece();
            outlet.answerHere(kind);
            return end;
        }
        ByteBuf raw = wholeCommand(in, start, end);
        try {
            Optional<List<byte[]>> words = Resp.words(raw);
            if (words.isPresent()) {
                boolean quoted = kind == CommandKind.QUOTED;
                outlet.special(quoted ? Resp.kind(words.get()) : kind, words.get(), raw);
            } else {
                outlet.malformed("unbalanced quotes in request");
            }
        } finally {
            raw.release();
        }
        return end;
    }

    private ByteBuf wholeCommand(ByteBuf in, int start, int end) {
        ByteBuf tail = in.retainedSlice(start, end - start);
        if (piece == null) {
            return tail;
        }
        keepPiece(tail);
        ByteBuf whole = piece;
        piece = null;
        return whole;
    }

    /**
     * Copies it: a client that sends byte by byte would otherwise have a whole buffer of a read kept for each byte, far above
     * what is counted. The buffer doubles as it grows, so that all copying together costs no more than the command is long.
     */
    private void keepPiece(ByteBuf more) {
        if (piece == null) {
            piece = more.alloc().buffer(Math.max(LEAST_PIECE, more.readableBytes()));
        }
        piece.writeBytes(more);
        more.release();
    }

    private void sendPiece() {
        if (piece != null) {
            ByteBuf sent = piece;
            piece = null;
            outlet.send(sent, sent.readerIndex(), sent.readableBytes());
        }
    }

    private void releasePiece() {
        if (piece != null) {
            piece.release();
            piece = null;
        }
    }

    private void backlogRest(ByteBuf in, int start) {
        if (start < in.writerIndex() && !released) {
            in.readerIndex(start);
            putFirst(in);
        } else {
            in.release();
        }
    }
}
