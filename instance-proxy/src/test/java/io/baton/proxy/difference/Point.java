package io.baton.proxy.difference;

/** When, in relation to the phases of a switch, a step of a program is made. */
enum Point {
    BEFORE_PREPARE,
    PREPARED,
    /** Sent right in front of the hold: whether it is sent on or held is left to chance. */
    RACING,
    /** Sent into the hold, to be answered after the release. */
    HELD,
    RELEASED;

    /** Whether each step is answered before the next one is made, and others may act. */
    boolean inLockStep() {
        return this != RACING && this != HELD;
    }
}
