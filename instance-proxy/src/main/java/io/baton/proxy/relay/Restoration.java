package io.baton.proxy.relay;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.baton.proxy.resp.Resp;
import io.baton.proxy.session.RestoreCommand;
import io.baton.proxy.session.Transaction;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;

/** Makes another engine connection into the session, by commands of the proxy whose replies the client never sees. */
final class Restoration {

    /** Tells a client-side cache to forget everything. */
    private static final byte[] INVALIDATE_ALL = ">2\r\n$10\r\ninvalidate\r\n_\r\n".getBytes(US_ASCII);

    private final Session session;

    Restoration(Session session) {
        this.session = session;
    }

    /** Sends these commands; one that is required and fails makes the connection unusable. */
    void send(Upstream upstream, List<RestoreCommand> commands) {
        for (RestoreCommand command : commands) {
            upstream.write(Resp.command(command.words()));
            if (command.confirmations() > 0) {
                upstream.replies().subscriber(true, session.state().protocol() == 2);
                upstream.issued(new Replies.OwnSubscription(
                        command.confirmations(), () -> failed(upstream, command.name() + " was refused")));
            } else {
                upstream.issued(new Replies.Own(
                        head -> {
                            if (command.required() && head.startsWith("-")) {
                                failed(upstream, command.name() + " was answered " + head.substring(1));
                            }
                        },
                        () -> {}));
            }
        }
        upstream.flush();
    }

    /**
     * Makes a restored connection the one that serves the client: what was queued is queued again, what was watched is
     * lost, messages flow. Nothing waits for a reply: the client's commands may follow at once.
     */
    void activate(Upstream upstream) {
        upstream.activate();
        moveTransaction(upstream);
        if (session.state().hearsInvalidations()) {
            session.toClient(Unpooled.wrappedBuffer(INVALIDATE_ALL));
        }
        if (session.state().monitoring()) {
            upstream.replies().monitoring(true);
            own(upstream, Resp.command("MONITOR"), () -> {});
        }
        if (session.state().subscriptions().isEmpty()) {
            upstream.replies().forwarding(true);
        } else {
            listen(upstream, () -> {});
        }
        replyMode(upstream);
        upstream.flush();
    }

    /** Sets the mode of replies on a connection that answers everything. */
    void replyMode(Upstream upstream) {
        String mode = session.replyMode().toRestore();
        if (mode != null) {
            upstream.write(Resp.command("CLIENT", "REPLY", mode));
        }
    }

    /** Asks the engine to say when it has done all that it was not asked to answer. */
    void probe(Upstream upstream) {
        own(upstream, Resp.command("CLIENT", "REPLY", "ON"), session.replyMode()::confirmed);
        upstream.flush();
    }

    /** Runs {@code then} once the old engine has delivered all messages to a subscriber. */
    void farewell(Upstream old, Runnable then) {
        own(old, Resp.command("PING"), then);
        old.flush();
    }

    /**
     * Passes on to a subscriber what the new engine publishes from now on; runs {@code then} once that is certain. What it has
     * published before came from the old engine too, and the client has it already.
     */
    void listen(Upstream upstream, Runnable then) {
        if (upstream.listens()) {
            return;
        }
        upstream.listening();
        own(upstream, Resp.command("PING"), () -> {
            upstream.replies().forwarding(true);
            then.run();
        });
        upstream.flush();
    }

    private void moveTransaction(Upstream upstream) {
        Transaction transaction = session.transaction();
        boolean watched = session.watching();
        session.watching(false);
        if (transaction == null || !transaction.open()) {
            if (watched) {
                session.lost().watchLost();
            }
            return;
        }
        if (transaction.hasFailed()) {
            refuse(upstream);
            return;
        }
        if (!transaction.repeatable() || watched) {
            session.lost().queueLost();
            session.transaction(null);
            transaction.release();
            return;
        }
        own(upstream, Resp.command("MULTI"), () -> upstream.replies().takeErrorSeen());
        ByteBuf queued = transaction.repeat(upstream.allocator());
        upstream.write(queued);
        for (int i = 0; i < transaction.commands(); i++) {
            upstream.issued(new Replies.Own(head -> {}, () -> {}));
        }
    }

    /** A transaction that EXEC will refuse has no commands worth repeating: one that any engine refuses makes another such. */
    private void refuse(Upstream upstream) {
        own(upstream, Resp.command("MULTI"), () -> {});
        own(upstream, Resp.command("GET"), () -> {});
    }

    private void own(Upstream upstream, ByteBuf command, Runnable then) {
        upstream.write(command);
        upstream.issued(new Replies.Own(head -> {}, then));
    }

    private void failed(Upstream upstream, String why) {
        upstream.fail("the session could not be restored: " + why);
        session.restorationFailed(upstream);
    }
}
