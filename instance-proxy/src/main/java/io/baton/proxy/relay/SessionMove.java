package io.baton.proxy.relay;

import io.baton.proxy.control.Address;
import io.baton.proxy.control.Blocker;

/**
 * What a switch does to one session: holds it, tells when it owes nothing, points it at another engine, and lets it go
 * on.
 */
final class SessionMove {

    /** For how long the old engine may take to deliver what it has published, and the new one to say what is new. */
    private static final long SUBSCRIBER_MILLIS = 100;

    private final Session session;
    private DrainState reported = DrainState.DRAINED;
    private boolean probed;
    private boolean leaving;
    private String obstacle;
    private long heldSinceNanos;
    private long holdBeganNanos;

    SessionMove(Session session) {
        this.session = session;
    }

    /** From now on a switch ends the session, for this reason. */
    void obstacle(String why) {
        obstacle = why;
    }

    /** Whether the old engine is still delivering what it has published; nothing may be sent meanwhile. */
    boolean leaving() {
        return leaving;
    }

    /** Bytes of the client have come. */
    void received() {
        if (session.group().holding() && heldSinceNanos == 0) {
            heldSinceNanos = System.nanoTime();
        }
    }

    void hold() {
        CommandFlow commands = session.commands();
        Upstream current = session.current();
        commands.hold();
        holdBeganNanos = System.nanoTime();
        heldSinceNanos = commands.waitingBytes() > 0 ? holdBeganNanos : 0;
        reported = DrainState.DRAINED;
        boolean active = current != null && current.active();
        if (active && session.replyMode().unconfirmed() && !commands.streaming()) {
            session.restoration().probe(current);
            probed = true;
        }
        session.backPressure().update();
        report();
    }

    /**
     * Points the session at another engine; nothing may be owed.
     *
     * @param done runs when nothing can be sent to the old engine any more: at once, except for subscribers, to whom the old
     *     engine may still have something to say, and who have to be heard of by the new one before anybody else is
     */
    void switchTo(Address target, Runnable done) {
        Upstream current = session.current();
        String why = session.state().trackingRedirected() ? "its invalidations go to another connection" : obstacle;
        if (why != null) {
            session.end("this connection can't be moved to the upgraded engine: " + why);
            done.run();
        } else if (session.state().subscriptions().isEmpty()) {
            session.pointAt(target);
            done.run();
        } else {
            moveSubscriber(current, target, done);
        }
    }

    private void moveSubscriber(Upstream current, Address target, Runnable done) {
        leaving = true;
        Runnable gone = InTime.within(SUBSCRIBER_MILLIS, session.group(), () -> {
            leaving = false;
            session.pointAt(target);
            session.listen(InTime.within(SUBSCRIBER_MILLIS, session.group(), done));
            if (!session.group().holding()) {
                release();
            }
        });
        if (current != null && current.active()) {
            session.restoration().farewell(current, gone);
        } else {
            gone.run();
        }
    }

    /** Ends the hold: what was held goes to the present engine. Returns for how long bytes have waited, in ns. */
    long release() {
        if (session.ended() || leaving) {
            return 0;
        }
        long waited = heldSinceNanos == 0 ? 0 : System.nanoTime() - heldSinceNanos;
        heldSinceNanos = 0;
        boolean restoreMode = probed;
        probed = false;
        session.goOn(restoreMode);
        return waited;
    }

    DrainState reported() {
        return reported;
    }

    /** Tells the group how far the session is; to be called whenever that may have changed. */
    void report() {
        if (session.group().holding()) {
            DrainState before = reported;
            reported = drainState();
            session.group().drain().changed(before, reported);
        }
    }

    private DrainState drainState() {
        long owed = session.owed();
        boolean streaming = session.commands().streaming() && session.current() != null;
        if (streaming || owed > 1) {
            return DrainState.BUSY;
        }
        if (owed == 0) {
            return DrainState.DRAINED;
        }
        return session.blocked() != null ? DrainState.BLOCKED : DrainState.BUSY;
    }

    /** What keeps this session from being drained, in words. */
    Blocker blocker(String whyStillBlocked) {
        long waitedMillis = (System.nanoTime() - holdBeganNanos) / 1_000_000;
        if (reported == DrainState.BLOCKED) {
            String why = session.current().connectionId() == null
                    ? "it blocks, and the engine does not tell the number of its connection"
                    : "it blocks, and " + whyStillBlocked;
            return new Blocker(session.number(), session.blocked().name(), session.owed(), waitedMillis, why);
        }
        return new Blocker(session.number(), session.commands().lastName(), session.owed(), waitedMillis, whyBusy());
    }

    private String whyBusy() {
        if (session.commands().streaming()) {
            return "the client has sent a part of a command and not its end";
        }
        String full = session.backPressure().fullOfReplies();
        return full != null ? full : "the engine has not answered yet; a long script, perhaps";
    }
}
