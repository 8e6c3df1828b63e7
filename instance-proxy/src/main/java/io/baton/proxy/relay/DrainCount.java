package io.baton.proxy.relay;

/**
 * How many sessions of a loop are not drained. Changed on that loop, readable from anywhere; the listener is told
 * whenever nothing but blocking commands is under way.
 */
final class DrainCount {

    private Runnable listener = () -> {};
    private boolean counting;
    private volatile int busy;
    private volatile int blocked;

    void listener(Runnable told) {
        listener = told;
    }

    /** Forgets what was counted; tells nothing until {@link #begun}. */
    void begin() {
        counting = true;
        busy = 0;
        blocked = 0;
    }

    /** All sessions have been counted. */
    void begun() {
        counting = false;
        tell();
    }

    void changed(DrainState before, DrainState now) {
        if (before != now) {
            busy += (now == DrainState.BUSY ? 1 : 0) - (before == DrainState.BUSY ? 1 : 0);
            blocked += (now == DrainState.BLOCKED ? 1 : 0) - (before == DrainState.BLOCKED ? 1 : 0);
            tell();
        }
    }

    int busy() {
        return busy;
    }

    int blocked() {
        return blocked;
    }

    private void tell() {
        if (!counting && busy == 0) {
            listener.run();
        }
    }
}
