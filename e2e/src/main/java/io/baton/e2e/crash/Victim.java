package io.baton.e2e.crash;

import java.util.Locale;

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

    /** Whether it is a process of one instance alone, and not of the stack. */
    boolean ofTheInstance() {
        return this == PROXY || this == OLD_MASTER || this == NEW_MASTER;
    }

    /** Whether clients are connected to it, or were a moment ago: only then may they see errors and lost connections. */
    public boolean clientsMayNotice() {
        return ofTheInstance();
    }

    /** How it is written in tables, and what the launcher calls it if it is a part of the stack. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
