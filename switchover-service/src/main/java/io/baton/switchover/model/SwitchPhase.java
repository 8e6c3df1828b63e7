package io.baton.switchover.model;

/**
 * Where a switch is.
 *
 * <pre>
 * AWAITING ──grant──▶ GRANTED ──attempt recorded──▶ ATTEMPTING ──commit──▶ COMMITTED ──▶ COMPLETED
 *                       │                               │
 *                       ▼                               ▼
 *                      IDLE ◀──────────────────────  UNDOING
 * </pre>
 */
public enum SwitchPhase {
    /** No grant has come yet. */
    AWAITING,
    /** A grant is held; proxies may be prepared, nothing else is touched. */
    GRANTED,
    /** From the record of the attempt to the commit: proxies may hold, the old master may be fenced. */
    ATTEMPTING,
    /** The attempt is over; what it touched is put back. */
    UNDOING,
    /** The grant has gone back; another may come. */
    IDLE,
    /** The point of no return is behind: only forward. */
    COMMITTED,
    /** The new master takes the writes. */
    COMPLETED
}
