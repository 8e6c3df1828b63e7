package io.baton.e2e.crash;

/** What is killed in the middle of a switch. */
public enum Victim {
    SWITCHOVER_SERVICE,
    PROXY,
    OLD_MASTER,
    NEW_MASTER,
    KAFKA,
    POSTGRESQL,
    /** Nothing: the kit itself must not be what is noticed. */
    NOBODY;

    /** Whether clients are connected to it, or were a moment ago: only then may they see errors and lost connections. */
    public boolean clientsMayNotice() {
        return this == PROXY || this == OLD_MASTER || this == NEW_MASTER;
    }

    /** How it is written on the command line. */
    public String label() {
        return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
}
