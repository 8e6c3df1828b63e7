package io.baton.upgrade.queue.model;

/** What takes so much of a host that only so much of it is done at once. */
public enum Work {
    /** From the first node of an instance to its first client. */
    CREATION,
    /** From the new nodes of an upgrade to the moment at which they have caught up. */
    SYNCHRONISATION,
    /** While a grant is out. */
    SWITCH
}
