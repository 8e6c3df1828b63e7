package io.baton.proxy.control;

/** Why a proxy did not do what it was told. A refused command has changed nothing. */
public enum RefusalCode {
    /** The first line was not an Authenticate with the right token. */
    UNAUTHENTICATED,
    /** The line was no command of this protocol, or a field was out of range. */
    MALFORMED,
    /** The command is about another instance than this proxy serves. */
    WRONG_INSTANCE,
    /** The new master could not be reached or did not accept the sessions. */
    TARGET_UNREACHABLE,
    /** Switch without a hold of the same epoch. */
    NOT_HELD,
    /** Switch while replies are still owed by the old master. */
    NOT_DRAINED,
    /** Prepare or Switch names another target than the same epoch did before. */
    OTHER_TARGET,
    /** This epoch was released without a switch; a new attempt needs a higher one. */
    EPOCH_OVER,
    /** The proxy is held by an earlier epoch; Hold with this epoch takes the hold over, Release ends it. */
    HELD_BY_OTHER_EPOCH,
    /** The endpoint could not be taken over; it is served as before. */
    CANNOT_TAKE_OVER,
    /** Retire without a newer proxy that accepts the endpoint's clients. */
    NOT_REPLACED,
    /** The route could not be written to the state file. */
    STATE_NOT_SAVED
}
