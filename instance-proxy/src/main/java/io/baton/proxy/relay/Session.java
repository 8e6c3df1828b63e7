package io.baton.proxy.relay;

import io.baton.proxy.control.Address;
import io.baton.proxy.resp.CommandKind;
import io.baton.proxy.resp.Resp;
import io.baton.proxy.session.BlockingCall;
import io.baton.proxy.session.Expectation;
import io.baton.proxy.session.LostTransaction;
import io.baton.proxy.session.ReplyMode;
import io.baton.proxy.session.SessionEffect;
import io.baton.proxy.session.SessionState;
import io.baton.proxy.session.Transaction;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * One client connection with its engine connections: the present one, and during a switch the standby one. It knows what
 * the client is in the middle of. Confined to one event loop.
 */
final class Session implements Upstream.Owner, CommandFlow.Outlet {

    /** Replies kept for a client that does not read, so that a hold can drain; beyond it the drain waits. In bytes. */
    private static final long MOST_UNREAD = 64L * 1024 * 1024;

    /** For how long an ended connection waits for its client to take any of the last bytes. */
    private static final long FAREWELL_SECONDS = 30;

    private final long number;
    private final SessionGroup group;
    private final Channel client;
    private final CommandFlow commands = new CommandFlow(this);
    private final SpecialCommands specials = new SpecialCommands(this);
    private final Restoration restoration = new Restoration(this);
    private final SessionMove move = new SessionMove(this);
    private final Standby standby;
    private final SessionState state = new SessionState();
    private final ReplyMode replyMode = new ReplyMode();
    private final LostTransaction lost = new LostTransaction();

    private Upstream current;
    private Transaction transaction;
    private boolean watching;
    private BlockingCall blocked;
    private long accounted;
    private long remembered;
    private long expected;
    private boolean quitting;
    private boolean ended;

    Session(long number, SessionGroup group, Channel client) {
        this.number = number;
        this.group = group;
        this.client = client;
        this.standby = new Standby(group, this);
        if (group.memory().tight()) {
            client.config().setWriteBufferWaterMark(group.memory().waterMark());
        }
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

    Upstream current() {
        return current;
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

    void quitting() {
        quitting = true;
    }

    SessionMove move() {
        return move;
    }

    CommandFlow commands() {
        return commands;
    }

    // --- the client ---

    void start() {
        if (!group.holding()) {
            current = group.connect(group.upstream(), this);
        }
        if (group.target() != null) {
            prepare(group.target());
        }
    }

    void fromClient(ByteBuf bytes) {
        group.counters().bytesFromClients += bytes.readableBytes();
        if (ended) {
            bytes.release();
            return;
        }
        move.received();
        commands.receive(bytes);
    }

    void clientReadCompleted() {
        if (current != null) {
            current.flush();
        }
        flushClient();
        updateReading();
        move.report();
    }

    void clientWritabilityChanged() {
        updateReading();
    }

    void clientGone() {
        end(null);
    }

    // --- CommandFlow.Outlet: commands that may be sent ---

    @Override
    public boolean open() {
        return current != null
                && current.active()
                && blocked == null
                && !move.leaving()
                && !quitting
                && !ended
                && !group.remembered().crowded(expected)
                && (!group.holding() || commands.streaming());
    }

    @Override
    public void send(ByteBuf bytes, int from, int length) {
        if (transaction != null) {
            transaction.append(
                    client.alloc(), bytes, from, length, group.memory().tight());
        }
        boolean whole = from == bytes.readerIndex() && length == bytes.readableBytes();
        current.write(whole ? bytes : bytes.slice(from, length));
    }

    @Override
    public void sent(int count) {
        if (count > 0) {
            current.issued(replyMode.answered(count));
            if (transaction != null) {
                transaction.issued(count);
            }
        }
    }

    @Override
    public void special(CommandKind kind, List<byte[]> words, ByteBuf raw) {
        specials.handle(kind, words, raw);
    }

    @Override
    public boolean answersAll() {
        return lost.takesAllCommands();
    }

    @Override
    public void answerHere(CommandKind kind) {
        lost.answer(kind, state.protocol()).ifPresent(specials::answer);
    }

    @Override
    public void malformed(String complaint) {
        group.counters().protocolErrors++;
        specials.refuse("Protocol error: " + complaint);
    }

    /**
     * Counts a command, written or to be answered here, whose reply concerns the proxy.
     *
     * @param bytes of the command that are remembered until then
     */
    void expect(Expectation expectation, int bytes) {
        current.issued(expectation);
        long cost = Remembered.costOf(bytes);
        expected += cost;
        group.remembered().underWay(cost);
    }

    private void settled() {
        if (expected > 0 && (current == null || !current.expects())) {
            group.remembered().underWay(-expected);
            expected = 0;
        }
    }

    /** Puts a command in front of all that waits for the engine. */
    void sendAgain(BlockingCall call) {
        boolean fractions = group.fractionalTimeouts();
        commands.putFirst(Resp.command(call.remaining(System.nanoTime(), fractions)));
        group.countUnblocked();
    }

    /** The engine confirmed an effect: it holds here, and on the standby connection too. */
    void confirmed(SessionEffect effect) {
        if (ended) {
            return;
        }
        state.apply(effect);
        current.replies().monitoring(state.monitoring());
        if (standby.connected() != null) {
            if (effect instanceof SessionEffect.WasReset) {
                standby.reopen();
            } else {
                restoration.send(standby.connected(), SessionState.repetition(effect));
            }
        }
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
        current.replies().subscriber(!state.subscriptions().isEmpty(), state.protocol() == 2);
    }

    Standby standby() {
        return standby;
    }

    Restoration restoration() {
        return restoration;
    }

    /** This connection can't become the session. */
    void restorationFailed(Upstream upstream) {
        if (standby.is(upstream)) {
            group.standbyChanged(this);
        } else if (upstream == current && upstream.active()) {
            end(upstream.failure());
        }
    }

    // --- Upstream.Owner: the engine ---

    @Override
    public void connected(Upstream upstream) {
        upstream.waterMark(group.memory().waterMark());
        restoration.send(upstream, state.restoration());
        upstream.flush();
        if (upstream == current && !group.holding()) {
            activate();
            resume();
        } else if (standby.is(upstream)) {
            group.standbyChanged(this);
        }
    }

    @Override
    public void closed(Upstream upstream, String why) {
        if (standby.is(upstream)) {
            standby.lost();
            group.standbyChanged(this);
        } else if (upstream == current && !ended) {
            lostCurrent(why);
        }
    }

    @Override
    public void toClient(ByteBuf bytes) {
        group.counters().bytesToClients += bytes.readableBytes();
        client.write(bytes, client.voidPromise());
    }

    @Override
    public void answered(Upstream upstream) {
        if (standby.is(upstream)) {
            if (upstream.owed() == 0) {
                group.standbyChanged(this);
            }
            return;
        }
        settled();
        if (!ended && commands.waitingBytes() > 0 && open()) {
            resume();
        }
        move.report();
    }

    @Override
    public void readCompleted() {
        client.flush();
        account();
        if (!client.isWritable()) {
            updateReading();
        }
    }

    @Override
    public void writabilityChanged() {
        updateReading();
    }

    // --- the switch ---

    /** Opens a standby connection, unless there is a usable one. */
    void prepare(Address target) {
        if (!ended) {
            standby.open(target);
        }
    }

    /** Makes another engine the one of this session; nothing may be owed. */
    void pointAt(Address target) {
        if (ended) {
            return;
        }
        Upstream old = current;
        current = reach(target);
        if (old != null) {
            leave(old);
            old.detach();
            group.closeLater(old);
        }
        move.report();
    }

    /**
     * Serves the client again, as soon as there is a connection to the engine.
     *
     * @param restoreReplyMode whether the proxy has changed the mode of replies on the present connection
     */
    void goOn(boolean restoreReplyMode) {
        if (current == null) {
            current = reach(group.upstream());
        }
        if (current.connected()) {
            if (!current.active()) {
                activate();
            } else if (restoreReplyMode) {
                restoration.replyMode(current);
            }
            resume();
        }
    }

    private Upstream reach(Address engine) {
        Upstream ready = standby.take(engine);
        return ready != null ? ready : group.connect(engine, this);
    }

    /** Takes from an engine what it has said about the open transaction. */
    private void leave(Upstream old) {
        if (transaction != null && old.replies().takeErrorSeen()) {
            transaction.failed();
        }
    }

    private void activate() {
        if (current.failure() != null) {
            end(current.failure());
            return;
        }
        restoration.activate(current);
    }

    private void resume() {
        if (ended) {
            return;
        }
        settled();
        commands.resume();
        if (current != null) {
            current.flush();
        }
        flushClient();
        updateReading();
        move.report();
    }

    /** Replies that the engine owes. */
    long owed() {
        return current == null || !current.connected() ? 0 : current.owed();
    }

    boolean ended() {
        return ended;
    }

    // --- back-pressure and the end ---

    void updateReading() {
        if (ended) {
            return;
        }
        boolean room = commands.waitingBytes() < group.mostWaitingBytes();
        client.config().setAutoRead(room && (current == null || current.writable()) && !quitting);
        if (current != null) {
            current.read(takesReplies());
        }
        account();
    }

    /** Whether replies are read for the client: as it takes them, and beyond that as far as a hold needs it. */
    private boolean takesReplies() {
        return client.isWritable() || (group.holding() && !group.memory().tight() && unread() < MOST_UNREAD);
    }

    /** Why no more replies are taken from the engine, or null. */
    String fullOfReplies() {
        if (ended || takesReplies()) {
            return null;
        }
        String most = group.memory().tight() ? "memory is tight" : "more may not";
        return "its client does not read, " + unread() + " bytes of its replies wait here, and " + most;
    }

    /** To flush nothing would send an empty record where there is TLS. */
    private void flushClient() {
        if (unread() > 0) {
            client.flush();
        }
    }

    private long unread() {
        return Upstream.unsent(client);
    }

    private void account() {
        long before = accounted;
        long now = accountAnew();
        if (now != before) {
            group.memory().changed(now - before);
        }
    }

    /** What this session keeps in buffers, in bytes; {@link Memory} knows it from now on. */
    long accountAnew() {
        if (!ended) {
            accounted = commands.waitingBytes()
                    + unread()
                    + (current == null ? 0 : current.unsent())
                    + (transaction == null ? 0 : transaction.copyBytes());
        }
        return accounted;
    }

    /** Memory has become tight, or is so no longer. */
    void memoryChanged() {
        client.config().setWriteBufferWaterMark(group.memory().waterMark());
        if (current != null) {
            current.waterMark(group.memory().waterMark());
        }
        if (standby.connected() != null) {
            standby.connected().waterMark(group.memory().waterMark());
        }
        updateReading();
    }

    private void lostCurrent(String why) {
        Upstream was = current;
        boolean nothingUnderWay = was.owed() == 0 && !commands.streaming();
        if (quitting) {
            end(null);
        } else if (group.holding() && nothingUnderWay) {
            // A fence may cut the connections of a held master. Nothing is under way, so nothing is in doubt: the
            // release connects again.
            leave(was);
            current = null;
            move.report();
        } else if (!was.connectedOnce()) {
            group.counters().refused++;
            end(why);
        } else {
            group.counters().upstreamLost++;
            end(nothingUnderWay ? null : why + "; " + Math.max(1, was.owed()) + " replies are in doubt");
        }
    }

    /** Ends the connection of the client, with an error if there is a reason and the place for one. */
    void end(String why) {
        if (ended) {
            return;
        }
        ended = true;
        group.memory().changed(-accounted);
        accounted = 0;
        boolean roomForError = current == null || current.replies().atBoundary();
        if (why != null) {
            group.log().info("session.ended", "session", number, "reason", why);
        }
        sayFarewell(why != null && roomForError && client.isActive() ? why : null);
        standby.drop();
        if (current != null) {
            current.discard();
            current = null;
        }
        if (transaction != null) {
            transaction.release();
        }
        commands.release();
        move.report();
        group.remembered().stateChanged(remembered, 0);
        remembered = 0;
        settled();
        group.remove(this);
    }

    /** Closes behind what is already written, and an error if there is one; but waits for no client for ever. */
    private void sayFarewell(String error) {
        client.writeAndFlush(error == null ? Unpooled.EMPTY_BUFFER : Resp.error("baton: " + error))
                .addListener(ChannelFutureListener.CLOSE);
        long left = unread();
        if (left > 0 && client.isOpen()) {
            group.memory().lingers(left);
            client.closeFuture().addListener(closed -> group.memory().taken(left));
            closeIfStuck(left);
        }
    }

    private void closeIfStuck(long before) {
        group.schedule(
                () -> {
                    long left = unread();
                    if (left >= before) {
                        client.close();
                    } else if (client.isOpen()) {
                        closeIfStuck(left);
                    }
                },
                FAREWELL_SECONDS,
                TimeUnit.SECONDS);
    }
}
