package io.baton.switchover.application;

/** The steps of a switch, in their order; {@link StepGate} is passed before and after each. */
public enum Step {
    /** All sessions get a standby connection, the engines are looked at. Repeated until the conditions are met. */
    PREPARE,
    /** Newer proxies accept the clients of the endpoints that older ones had; part of PREPARE, once all else is ready. */
    TAKE_OVER,
    /** The attempt is on record: from here on a crash has something to undo. */
    RECORD_ATTEMPT,
    /** All proxies hold their clients and drain. */
    HOLD,
    /** The old master takes no write any more, and its offset is read. */
    FENCE,
    /** The new master has that offset. */
    CATCH_UP,
    /** The point of no return. */
    COMMIT,
    /** The new master takes writes. */
    PROMOTE,
    /** All proxies have turned to the new master; PROMOTE happens meanwhile. */
    ROUTE,
    /** The proxies let their clients go on. */
    RELEASE,
    /** SwitchCompleted is on record. */
    COMPLETE,

    /** Undo: the old master is as before. */
    LOWER_FENCE(Way.UNDO),
    /** Undo: the proxies go on with the old master. */
    RELEASE_TO_OLD(Way.UNDO),
    /** Undo: SwitchWindowMissed is on record. */
    GIVE_BACK(Way.UNDO),

    /** After the commit, with new connections: whatever died is waited for, and the rest of the way is gone again. */
    RECOVER(Way.RECOVERY);

    /** Which way of a switch a step belongs to. */
    public enum Way {
        /** From the grant to the receipt. */
        FORWARD,
        /** Back to the old master: something failed before the commit. */
        UNDO,
        /** On to the new master: something failed after the commit. Passed at its beginning only, as it has no end of its own. */
        RECOVERY
    }

    private final Way way;

    Step() {
        this(Way.FORWARD);
    }

    Step(Way way) {
        this.way = way;
    }

    public Way way() {
        return way;
    }
}
