package io.baton.proxy.relay;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.baton.proxy.resp.CommandKind;
import io.baton.proxy.resp.Resp;
import io.baton.proxy.session.BlockingCall;
import io.baton.proxy.session.Expectation;
import io.baton.proxy.session.SessionCommands;
import io.baton.proxy.session.SessionEffect;
import io.baton.proxy.session.Subscriptions;
import io.baton.proxy.session.Transaction;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;
import java.util.Optional;

/** Sends the commands that concern the session, each with what the proxy expects of its reply. */
final class SpecialCommands {

    private final Session session;
    private final Outgoing outgoing;

    SpecialCommands(Session session, Outgoing outgoing) {
        this.session = session;
        this.outgoing = outgoing;
    }

    void handle(CommandKind kind, List<byte[]> words, ByteBuf raw) {
        Optional<String> lost = session.lost().takesAllCommands() || mayConcernTransactions(kind, words)
                ? session.lost().answer(kind, session.state().protocol())
                : Optional.empty();
        if (lost.isPresent()) {
            answer(lost.get());
            return;
        }
        switch (kind) {
            case MULTI -> begin(raw);
            case EXEC -> finish(kind, raw);
            case DISCARD -> {
                if (words.size() == 1) {
                    finish(kind, raw);
                } else {
                    send(raw);
                }
            }
            case WATCH -> watch(raw);
            case UNWATCH -> send(raw, new Replies.Unwatch(session));
            case CLIENT -> client(words, raw);
            case SYNC -> refuse("replication through the endpoint is not offered");
            case QUIT -> {
                send(raw);
                session.quitting();
            }
            case SUBSCRIBE, PSUBSCRIBE, SSUBSCRIBE, UNSUBSCRIBE, PUNSUBSCRIBE, SUNSUBSCRIBE ->
                subscription(kind, words, raw);
            case BLOCKING_TIMEOUT_FIRST, BLOCKING_TIMEOUT_LAST, STREAM_READ, WAIT -> blocking(kind, words, raw);
            // Wrong words are an error: nothing is reset then.
            case RESET -> {
                if (words.size() > 1) {
                    send(raw);
                    return;
                }
                session.replyMode().reset();
                endTransaction();
                send(raw, new Replies.Change(session, new SessionEffect.WasReset()));
            }
            default -> change(kind, words, raw);
        }
    }

    /** With too many words or too few it is an error, which the engine knows best how to say. */
    private static boolean mayConcernTransactions(CommandKind kind, List<byte[]> words) {
        return switch (kind) {
            case MULTI, UNWATCH, RESET -> words.size() == 1;
            case WATCH -> words.size() > 1;
            default -> true;
        };
    }

    /** Answers the client here, behind all that the engine still owes; nothing is said to one that has switched replies off. */
    void answer(String reply) {
        if (session.replyMode().answered(1) == 1) {
            local(() -> session.toClient(Unpooled.copiedBuffer(reply, UTF_8)));
        }
    }

    /** Ends the connection with an error, behind all that the engine still owes. */
    void refuse(String error) {
        session.quitting();
        local(() -> session.end(error));
    }

    private void local(Runnable answer) {
        if (session.current() == null || session.current().owed() == 0) {
            answer.run();
        } else {
            outgoing.expect(new Replies.Local(answer), 0);
        }
    }

    private void begin(ByteBuf raw) {
        if (session.transaction() == null) {
            Transaction transaction = new Transaction();
            send(raw, new Replies.Begin(session, transaction));
            session.transaction(transaction);
        } else {
            misplaced(raw);
        }
    }

    private void watch(ByteBuf raw) {
        if (session.transaction() == null) {
            send(raw, new Replies.Watch(session));
        } else {
            misplaced(raw);
        }
    }

    private void misplaced(ByteBuf raw) {
        send(raw, new Replies.Misplaced(session));
        session.transaction().notQueued();
    }

    private void finish(CommandKind kind, ByteBuf raw) {
        Transaction transaction = session.transaction();
        // the copy ends here: EXEC itself is not part of what may be repeated
        session.transaction(null);
        if (transaction == null) {
            send(raw);
        } else {
            transaction.release();
            send(raw, new Replies.Finish(session, transaction, kind == CommandKind.EXEC));
        }
    }

    private void endTransaction() {
        if (session.transaction() != null) {
            session.transaction().release();
            session.transaction(null);
        }
    }

    private void client(List<byte[]> words, ByteBuf raw) {
        Optional<String> mode = SessionCommands.replyMode(words);
        if (mode.isPresent() && session.transaction() == null) {
            boolean answered = session.replyMode().change(mode.get());
            outgoing.send(raw.retain(), raw.readerIndex(), raw.readableBytes());
            if (answered) {
                session.current().issued(1);
            }
        } else {
            change(CommandKind.CLIENT, words, raw);
        }
    }

    private void change(CommandKind kind, List<byte[]> words, ByteBuf raw) {
        Optional<SessionEffect> effect = SessionCommands.effectOf(kind, words);
        if (effect.isEmpty()) {
            send(raw);
        } else {
            send(raw, new Replies.Change(session, effect.get()));
        }
        if (kind == CommandKind.MONITOR && session.transaction() == null) {
            session.current().replies().monitoring(true);
        }
    }

    private void subscription(CommandKind kind, List<byte[]> words, ByteBuf raw) {
        if (session.transaction() != null) {
            session.move().obstacle("it subscribed inside a transaction");
            send(raw);
            return;
        }
        Subscriptions.Kind what = Subscriptions.Kind.of(kind);
        boolean adds =
                kind == CommandKind.SUBSCRIBE || kind == CommandKind.PSUBSCRIBE || kind == CommandKind.SSUBSCRIBE;
        List<String> names =
                words.stream().skip(1).map(word -> new String(word, ISO_8859_1)).toList();
        send(raw, new Replies.Subscription(session, what, adds, names, words));
    }

    private void blocking(CommandKind kind, List<byte[]> words, ByteBuf raw) {
        Optional<BlockingCall> call =
                session.transaction() == null && session.replyMode().toRestore() == null
                        ? BlockingCall.of(kind, words, System.nanoTime())
                        : Optional.empty();
        if (call.isEmpty()) {
            send(raw);
            return;
        }
        if (session.current().askConnectionId()) {
            session.current().write(Resp.command("CLIENT", "ID"));
            session.current().issued(new Replies.ConnectionId(session.current()));
        }
        send(raw, new Replies.Blocking(session, call.get()));
        session.blocked(call.get());
    }

    /** Sends a command whose reply concerns the client only. */
    private void send(ByteBuf raw) {
        outgoing.send(raw.retain(), raw.readerIndex(), raw.readableBytes());
        outgoing.sent(1);
    }

    /** Sends a command whose reply is awaited; where replies are off it is taken for granted. */
    private void send(ByteBuf raw, Expectation expectation) {
        outgoing.send(raw.retain(), raw.readerIndex(), raw.readableBytes());
        if (session.replyMode().answered(1) == 1) {
            outgoing.expect(expectation, raw.readableBytes());
        } else if (!(expectation instanceof Expectation.Confirmations)) {
            expectation.onHead("+OK");
            expectation.onEnd(new byte[0]);
        }
        if (session.transaction() != null) {
            session.transaction().issued(1);
        }
    }
}
