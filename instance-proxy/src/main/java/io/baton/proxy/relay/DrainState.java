package io.baton.proxy.relay;

/** How far a held session is from owing nothing. */
enum DrainState {
    DRAINED,
    /** Only a blocking command is under way. */
    BLOCKED,
    BUSY
}
