package io.baton.proxy.relay;

import io.baton.proxy.control.Address;
import io.baton.proxy.resp.Resp;
import io.baton.proxy.session.BlockingCall;
import io.baton.proxy.session.LostTransaction;
import io.baton.proxy.session.ReplyMode;
import io.baton.proxy.session.SessionEffect;
import io.baton.proxy.session.SessionState;
import io.baton.proxy.session.Transaction;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import java.util.OptionalLong;

/**
 * One client connection and all that belongs to it: its {@link Outgoing commands}, its {@link EngineSide engine
 * connections}, its {@link BackPressure}, and what the client is in the middle of. Confined to one event loop.
 */
final class Session {

    private final long number;
    private final SessionGroup group;
    private final Channel client;
    private final Outgoing outgoing;
    private final CommandFlow commands;
    private final EngineSide engines;
    private final BackPressure backPressure;
    private final SessionMove move = new SessionMove(this);
    private final SessionState state = new SessionState();
    private final ReplyMode replyMode = new ReplyMode();
    private final LostTransaction lost = new LostTransaction();

    private Transaction transaction;
    private boolean watching;
    private BlockingCall blocked;
    private long remembered;
    private boolean quitting;
    private boolean saidAll;
    private boolean engineTold;
    private OptionalLong blockedSinceNanos = OptionalLong.empty();
    private boolean ended;

    Session(long number, SessionGroup group, Channel client) {
        this.number = number;
        this.group = group;
        this.client = client;
        this.outgoing = new Outgoing(this, group, client.alloc());
        this.commands = new CommandFlow(outgoing);
        this.engines = new EngineSide(this, group, client);
        this.backPressure = new BackPressure(this, group, client);
    }

    // --- what the session consists of ---

    long number() {
        return number;
    }

    SessionGroup group() {
        return group;
    }

    SessionState state() {
        return state;
    }

    ReplyMode replyMode() {
        return replyMode;
    }

    LostTransaction lost() {
        return lost;
    }

    Transaction transaction() {
        return transaction;
    }

    void transaction(Transaction open) {
        transaction = open;
    }

    boolean watching() {
        return watching;
    }

    void watching(boolean on) {
        watching = on;
    }

    BlockingCall blocked() {
        return blocked;
    }

    void blocked(BlockingCall call) {
        blocked = call;
    }

    /** When the command was blocked that was taken back and is sent again at the release; empty if there is none. */
    OptionalLong blockedSinceNanos() {
        return blockedSinceNanos;
    }

    /** The client has said that it goes, or is told to: nothing more of it is read. */
    void quitting() {
        quitting = true;
    }

    boolean isQuitting() {
        return quitting;
    }

    boolean ended() {
        return ended;
    }

    SessionMove move() {
        return move;
    }

    CommandFlow commands() {
        return commands;
    }

    BackPressure backPressure() {
        return backPressure;
    }

    Upstream current() {
        return engines.current();
    }

    Standby standby() {
        return engines.standby();
    }

    Restoration restoration() {
        return engines.restoration();
    }

    /** Replies that the engine owes. */
    long owed() {
        return engines.owed();
    }

    /**
     * Whether the client's next command can go to the engine now, as far as the session is concerned. All that a half-closed
     * client has said goes behind a blocking call at once: only the engine knows whether that blocks.
     */
    boolean serves() {
        Upstream engine = engines.current();
        return engine != null
                && engine.active()
                && (blocked == null || saidAll)
                && !move.leaving()
                && !quitting
                && !ended;
    }

    // --- the client ---

    void start() {
        engines.start();
    }

    void fromClient(ByteBuf bytes) {
        group.counters().bytesFromClients += bytes.readableBytes();
        if (ended) {
            bytes.release();
            return;
        }
        move.received();
        group.latencies().read();
        commands.receive(bytes);
        group.latencies().handled(current(), blocked == null && commands.waitingBytes() == 0);
        backPressure.read();
    }

    void clientReadCompleted() {
        if (current() != null) {
            current().flush();
        }
        backPressure.flushClient();
        backPressure.update();
        move.report();
    }

    void clientWritabilityChanged() {
        backPressure.update();
    }

    void clientGone() {
        end(null);
    }

    /** The client has half-closed its connection: what it has said before is answered, then this side closes too. */
    void clientSaidAll() {
        saidAll = true;
        if (serves() && !group.holding()) {
            resume();
        } else {
            endOnceAnswered();
        }
    }

    /**
     * As engines do with a client that has half-closed: whole commands that came before are executed and answered, and a piece
     * of a command is worth nothing. What is still owed only the engine knows whether it will ever answer (a command that
     * blocks; a client that has gone for good): it is told, does what it does with its own clients, and closes.
     */
    private void endOnceAnswered() {
        if (!saidAll || engineTold || ended) {
            return;
        }
        boolean allSent = quitting || (group.holding() ? commands.waitingBytes() == 0 : serves());
        if (owed() > 0 && allSent) {
            quitting();
            engineTold = true;
            current().halfClose();
        } else if (allSent) {
            end(null);
        }
    }

    void toClient(ByteBuf bytes) {
        engines.toClient(bytes);
    }

    // --- the engine ---

    /** The engine has answered something. */
    void answered() {
        backPressure.read();
        outgoing.settled();
        if (!ended && commands.waitingBytes() > 0 && outgoing.open()) {
            resume();
        }
        endOnceAnswered();
        move.report();
    }

    /** Puts a command in front of all that waits for the engine. */
    void sendAgain(BlockingCall call) {
        boolean fractions = group.fractionalTimeouts();
        commands.putFirst(Resp.command(call.remaining(System.nanoTime(), fractions)));
        blockedSinceNanos = OptionalLong.of(call.issuedAtNanos());
        group.countUnblocked();
    }

    /** The engine confirmed an effect: it holds here, and on the standby connection too. */
    void confirmed(SessionEffect effect) {
        if (ended) {
            return;
        }
        state.apply(effect);
        engines.confirmed(effect);
        subscriptionsChanged();
    }

    /** Channels came or went: messages are told from replies where there are any. */
    void subscriptionsChanged() {
        long before = remembered;
        remembered = state.bytes();
        if (!group.remembered().stateChanged(before, remembered)) {
            end("the proxy can't remember all that this connection has set or subscribed to");
            return;
        }
        current().replies().subscriber(!state.subscriptions().isEmpty(), state.protocol() == 2);
    }

    /** This connection can't become the session. */
    void restorationFailed(Upstream upstream) {
        engines.restorationFailed(upstream);
    }

    // --- the switch ---

    /** Opens a standby connection, unless there is a usable one. */
    void prepare(Address target) {
        if (!ended) {
            standby().open(target);
        }
    }

    /** Makes another engine the one of this session; nothing may be owed. */
    void pointAt(Address target) {
        if (!ended) {
            engines.pointAt(target);
            move.report();
        }
    }

    /** Hears what the present engine publishes from now on; {@code then} runs when that is certain. */
    void listen(Runnable then) {
        engines.listen(then);
    }

    /**
     * Serves the client again, as soon as there is a connection to the engine.
     *
     * @param restoreReplyMode whether the proxy has changed the mode of replies on the present connection
     */
    void goOn(boolean restoreReplyMode) {
        blockedSinceNanos = OptionalLong.empty();
        if (engines.goOn(restoreReplyMode)) {
            resume();
        }
    }

    /** Sends what waits for the engine. */
    void resume() {
        if (ended) {
            return;
        }
        outgoing.settled();
        commands.resume();
        clientReadCompleted();
        endOnceAnswered();
    }

    /** Ends the connection of the client, with an error if there is a reason and the place for one. */
    void end(String why) {
        if (ended) {
            return;
        }
        ended = true;
        backPressure.ended();
        boolean roomForError = current() == null || current().replies().atBoundary();
        if (why != null) {
            group.log().info("session.ended", "session", number, "reason", why);
        }
        new Farewell(group, client).say(why != null && roomForError && client.isActive() ? why : null);
        engines.end();
        if (transaction != null) {
            transaction.release();
        }
        commands.release();
        move.report();
        group.remembered().stateChanged(remembered, 0);
        remembered = 0;
        outgoing.settled();
        group.remove(this);
    }
}
