package io.baton.proxy.control;

/** What a proxy does with its clients' commands right now. */
public enum ProxyPhase {
    /** Passes them on. */
    SERVING,
    /** Passes them on; standby connections to the new master are open. */
    PREPARED,
    /** Keeps new ones, waits for the replies to those that were sent. */
    HOLDING,
    /** Keeps new ones; nothing is owed. */
    HELD,
    /** Keeps new ones; points at the new master, waits for the release. */
    SWITCHED
}
