package io.baton.e2e.crash;

import java.util.Locale;

/** What is killed in the middle of a switch. */
public enum Victim {
    SWITCHOVER_SERVICE,
    PROXY,
    /** The proxy of an instance whose proxy is of an older release, and is replaced by the upgrade. */
    OLDER_PROXY,
    /** The proxy that replaces it. */
    NEWER_PROXY,
    OLD_MASTER,
    NEW_MASTER,
    KAFKA,
    POSTGRESQL,
    /** Nothing: the kit itself must not be what is noticed. */
    NOBODY;

    /** Whether it is a process of one instance alone, and not of the stack. */
    boolean ofTheInstance() {
        return this == PROXY || replaced() || this == OLD_MASTER || this == NEW_MASTER;
    }

    /** Whether there is one only where a proxy is replaced. */
    boolean replaced() {
        return this == OLDER_PROXY || this == NEWER_PROXY;
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
