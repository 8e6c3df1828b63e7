package io.baton.switchover.model;

import java.time.Instant;

/**
 * What was true at the point of no return.
 *
 * @param frozenOffset the old master's offset after it was fenced, in bytes of the replication stream
 * @param newMasterOffset the new master's offset, at least the former
 * @param timings how long it took to get here
 * @param at when it was decided
 */
public record Commit(long frozenOffset, long newMasterOffset, Timings timings, Instant at) {

    /** The parts of the hold before the commit, in milliseconds. */
    public record Timings(double prepareMs, double drainMs, double fenceMs, double catchUpMs) {}
}
