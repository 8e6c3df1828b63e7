package io.baton.proxy.relay;

import io.netty.channel.Channel;

/** Reads from one side of a session no faster than the other side takes it, and tells {@link Memory} what waits here. */
final class BackPressure {

    /** Replies kept for a client that does not read, so that a hold can drain; beyond it the drain waits. In bytes. */
    private static final long MOST_UNREAD = 64L * 1024 * 1024;

    private final Session session;
    private final SessionGroup group;
    private final Channel client;
    private long accounted;
    private boolean readBefore;

    BackPressure(Session session, SessionGroup group, Channel client) {
        this.session = session;
        this.group = group;
        this.client = client;
        if (group.memory().tight()) {
            client.config().setWriteBufferWaterMark(group.memory().waterMark());
        }
    }

    /**
     * Something was read, from either side. After a single read the end of the reading comes at once; many reads on end, from
     * a socket that has filled up, are looked at one by one, so that they end where there is no room.
     */
    void read() {
        if (readBefore) {
            update();
        }
        readBefore = true;
    }

    /** Looks at what waits on either side, and reads accordingly. */
    void update() {
        readBefore = false;
        if (session.ended()) {
            return;
        }
        Upstream engine = session.current();
        boolean room = session.commands().waitingBytes() < group.mostWaitingBytes();
        client.config().setAutoRead(room && (engine == null || engine.writable()) && !session.isQuitting());
        if (engine != null) {
            engine.read(takesReplies());
        }
        account();
    }

    /** Replies have been written to the client. */
    void repliesWritten() {
        readBefore = false;
        client.flush();
        account();
        if (!client.isWritable()) {
            update();
        }
    }

    /** To flush nothing would send an empty record where there is TLS. */
    void flushClient() {
        if (unread() > 0) {
            client.flush();
        }
    }

    /** Whether replies are read for the client: as it takes them, and beyond that as far as a hold needs it. */
    private boolean takesReplies() {
        return client.isWritable() || (group.holding() && !group.memory().tight() && unread() < MOST_UNREAD);
    }

    /** Why no more replies are taken from the engine, or null. */
    String fullOfReplies() {
        if (session.ended() || takesReplies()) {
            return null;
        }
        String most = group.memory().tight() ? "memory is tight" : "more may not";
        return "its client does not read, " + unread() + " bytes of its replies wait here, and " + most;
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
        if (!session.ended()) {
            accounted = session.commands().waitingBytes()
                    + unread()
                    + (session.current() == null ? 0 : session.current().unsent())
                    + (session.transaction() == null ? 0 : session.transaction().copyBytes());
        }
        return accounted;
    }

    /** The session has ended: it keeps nothing any more. */
    void ended() {
        group.memory().changed(-accounted);
        accounted = 0;
    }

    /** Memory has become tight, or is so no longer. */
    void memoryChanged() {
        client.config().setWriteBufferWaterMark(group.memory().waterMark());
        if (session.current() != null) {
            session.current().waterMark(group.memory().waterMark());
        }
        if (session.standby().connected() != null) {
            session.standby().connected().waterMark(group.memory().waterMark());
        }
        update();
    }
}
