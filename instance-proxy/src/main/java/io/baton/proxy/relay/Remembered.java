package io.baton.proxy.relay;

/**
 * What the sessions of one loop make the proxy remember on its heap: who they are, what they subscribe to, and what it
 * expects of commands under way. Confined to that loop. In bytes, estimated.
 */
final class Remembered {

    /** What objects cost beside the bytes that they hold: a word of a command becomes an array, a text, an entry. */
    private static final int EACH_COMMAND = 300;

    private static final int EACH_BYTE = 16;

    /** Of what may be remembered in all, the part that one session may have. */
    private static final int SHARE = 8;

    /** Commands under way of one session whose replies concern the proxy may cost so much before the next one waits. */
    private static final long MOST_UNDER_WAY = 1024 * 1024;

    private final long limit;
    private long states;
    private long underWay;

    /** @param limit for states, and once more for commands under way */
    Remembered(long limit) {
        this.limit = limit;
    }

    /** Returns whether a session may remember so much, after so much before. */
    boolean stateChanged(long before, long now) {
        states += now - before;
        return now <= before || (states <= limit && now <= limit / SHARE);
    }

    /** What it costs to expect something of the reply to a command of this length. */
    static long costOf(int commandBytes) {
        return EACH_COMMAND + (long) EACH_BYTE * commandBytes;
    }

    void underWay(long difference) {
        underWay += difference;
    }

    /** Whether a session that already costs so much by commands under way has to wait for their replies. */
    boolean crowded(long ofSession) {
        return ofSession > 0 && (ofSession > MOST_UNDER_WAY || underWay > limit);
    }
}
