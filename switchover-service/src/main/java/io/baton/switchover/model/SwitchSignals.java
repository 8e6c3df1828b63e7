package io.baton.switchover.model;

import io.baton.contracts.Reason;
import io.baton.contracts.SwitchReceipt;
import java.util.Set;

/** What the worker tells its saga. */
public final class SwitchSignals {
    private SwitchSignals() {}

    /** The conditions are met: the attempt is on record from now on. */
    public record AttemptBegun(Attempt attempt) {}

    /** The way that an attempt takes has been gone without touching anything; the record of it is part of the way. */
    public record Rehearsed() {}

    /** The conditions can't be met under this grant. */
    public record GrantUnusable(Reason reason) {}

    /** The old master is frozen and the new one has everything. */
    public record ReadyToCommit(Commit commit) {}

    /** The attempt can't go on, or its driver died. */
    public record AttemptFailed(Reason reason) {}

    /** All that the attempt had touched is as before. */
    public record Undone() {}

    /**
     * The new master takes the writes of all clients.
     *
     * @param newProxies ids of the newer proxies that have taken their endpoint over
     */
    public record Switched(SwitchReceipt receipt, Set<String> newProxies) {}
}
