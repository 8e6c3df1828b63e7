package io.baton.proxy.relay;

import io.baton.proxy.control.Address;
import io.baton.proxy.session.SessionEffect;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;

/** The engine connections of a session: the present one, and during a switch the standby one. */
final class EngineSide implements Upstream.Owner {

    private final Session session;
    private final SessionGroup group;
    private final Channel client;
    private final Standby standby;
    private final Restoration restoration;
    private Upstream current;
    private Runnable hears;

    EngineSide(Session session, SessionGroup group, Channel client) {
        this.session = session;
        this.group = group;
        this.client = client;
        this.standby = new Standby(group, this);
        this.restoration = new Restoration(session);
    }

    Upstream current() {
        return current;
    }

    Standby standby() {
        return standby;
    }

    Restoration restoration() {
        return restoration;
    }

    /** Replies that the engine owes. */
    long owed() {
        return current == null || !current.connected() ? 0 : current.owed();
    }

    void start() {
        if (!group.holding()) {
            current = group.connect(group.upstream(), this);
        }
        if (group.target() != null) {
            standby.open(group.target());
        }
    }

    // --- what the connections say ---

    @Override
    public void connected(Upstream upstream) {
        upstream.waterMark(group.memory().waterMark());
        restoration.send(upstream, session.state().restoration());
        upstream.flush();
        if (upstream == current && !group.holding()) {
            serveOnceRestored();
        } else if (upstream == current && hears != null) {
            restoration.listen(upstream, hears);
        } else if (standby.is(upstream)) {
            group.standbyChanged(session);
        }
    }

    @Override
    public void closed(Upstream upstream, String why) {
        if (standby.is(upstream)) {
            standby.lost();
            group.standbyChanged(session);
        } else if (upstream == current && !session.ended()) {
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
        if (upstream == current && !upstream.active() && !group.holding()) {
            serveOnceRestored();
        } else if (!standby.is(upstream)) {
            group.latencies().answered(upstream);
            session.answered();
        } else if (upstream.owed() == 0) {
            group.standbyChanged(session);
        }
    }

    @Override
    public void readCompleted() {
        session.backPressure().repliesWritten();
    }

    @Override
    public void writabilityChanged() {
        session.backPressure().update();
    }

    private void lostCurrent(String why) {
        Upstream was = current;
        boolean streaming = session.commands().streaming();
        // What is owed before it serves the client, the proxy itself has asked.
        boolean nothingUnderWay = (was.owed() == 0 || !was.hasServed()) && !streaming;
        if (session.isQuitting() || (streaming && was.refusedPiece())) {
            session.end(null);
        } else if (group.holding() && nothingUnderWay) {
            // A fence may cut the connections of a held master. Nothing is under way, so nothing is in doubt: the
            // release connects again.
            leave(was);
            current = null;
            session.move().report();
        } else if (!was.connectedOnce()) {
            group.counters().refused++;
            session.end(why);
        } else {
            group.counters().upstreamLost++;
            if (!nothingUnderWay) {
                group.log().info("replies.in-doubt", "session", session.number(), "count", was.owed(), "reason", why);
            }
            // Without a word, as the engine's own end: an error would be taken for an answer, which says that nothing
            // was done.
            session.end(null);
        }
    }

    // --- the switch ---

    /** An effect holds on the present connection; it is repeated on the standby one. */
    void confirmed(SessionEffect effect) {
        current.replies().monitoring(session.state().monitoring());
        if (standby.connected() != null) {
            if (effect instanceof SessionEffect.WasReset) {
                standby.reopen();
            } else {
                restoration.send(standby.connected(), effect.repetition());
            }
        }
    }

    /** This connection can't become the session. */
    void restorationFailed(Upstream upstream) {
        if (standby.is(upstream)) {
            group.standbyChanged(session);
        } else if (upstream == current && (upstream.active() || !group.holding())) {
            session.end(upstream.failure());
        }
    }

    /** Makes another engine the one of this session; nothing may be owed. */
    void pointAt(Address target) {
        Upstream old = current;
        current = reach(target);
        if (old != null) {
            leave(old);
            old.detach();
            group.closeLater(old);
        }
    }

    /**
     * Lets a subscriber hear what the present engine publishes from now on, still held; {@code then} runs when it does. No session
     * of the instance may be released before: it could publish what this one does not hear.
     */
    void listen(Runnable then) {
        hears = then;
        if (current != null && current.connected()) {
            restoration.listen(current, then);
        }
    }

    /**
     * Makes the present connection serve the client, or makes one.
     *
     * @param restoreReplyMode whether the proxy has changed the mode of replies on the present connection
     * @return whether it serves already
     */
    boolean goOn(boolean restoreReplyMode) {
        if (current == null) {
            current = reach(group.upstream());
        }
        if (!current.connected()) {
            return false;
        }
        if (current.active()) {
            if (restoreReplyMode) {
                restoration.replyMode(current);
            }
        } else {
            activateOnceRestored();
        }
        return current != null && current.active();
    }

    private void serveOnceRestored() {
        activateOnceRestored();
        if (current != null && current.active()) {
            session.resume();
        }
    }

    private Upstream reach(Address engine) {
        Upstream ready = standby.take(engine);
        return ready != null ? ready : group.connect(engine, this);
    }

    /** Takes from an engine what it has said about the open transaction. */
    private void leave(Upstream old) {
        if (session.transaction() != null && old.replies().takeErrorSeen()) {
            session.transaction().failed();
        }
    }

    /** Nothing of the client is sent before the engine has confirmed the whole session: it could run as another user. */
    private void activateOnceRestored() {
        if (current.failure() != null) {
            session.end(current.failure());
        } else if (current.owed() == 0) {
            restoration.activate(current);
        }
    }

    /** Ends both connections. */
    void end() {
        standby.drop();
        if (current != null) {
            current.discard();
            current = null;
        }
    }
}
