package io.baton.proxy.relay;

import io.baton.proxy.control.Address;

/** The connection to the new master that a session has ready for a switch, if it has one. */
final class Standby {

    private final SessionGroup group;
    private final Upstream.Owner owner;
    private Upstream upstream;

    Standby(SessionGroup group, Upstream.Owner owner) {
        this.group = group;
        this.owner = owner;
    }

    boolean is(Upstream connection) {
        return upstream == connection && connection != null;
    }

    /** Opens a connection to this engine, unless there is a usable one. */
    void open(Address target) {
        if (!usable(target)) {
            drop();
            upstream = group.connect(target, owner);
        }
    }

    /** Whether the connection has the whole session. */
    boolean ready(Address target) {
        return usable(target) && upstream.connected() && upstream.owed() == 0;
    }

    /** Whether {@link #ready} can still turn out either way. */
    boolean pending() {
        return upstream != null && upstream.failure() == null && (!upstream.connected() || upstream.owed() > 0);
    }

    /** The connection, when it is there to be told of changes; or null. */
    Upstream connected() {
        return upstream != null && upstream.connected() ? upstream : null;
    }

    /** Hands over the connection to this engine, restored or on the way to it, or null. Nothing stays behind. */
    Upstream take(Address target) {
        Upstream taken = usable(target) ? upstream : null;
        if (taken == null) {
            drop();
        }
        upstream = null;
        return taken;
    }

    /** Opens the connection anew, to the same engine. */
    void reopen() {
        Address target = upstream.address();
        drop();
        open(target);
    }

    void drop() {
        Upstream dropped = upstream;
        upstream = null;
        if (dropped != null) {
            dropped.discard();
        }
    }

    /** The connection has ended by itself. */
    void lost() {
        upstream = null;
    }

    private boolean usable(Address target) {
        return upstream != null
                && upstream.failure() == null
                && upstream.address().equals(target);
    }
}
