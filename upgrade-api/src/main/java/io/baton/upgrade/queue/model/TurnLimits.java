package io.baton.upgrade.queue.model;

import java.util.Map;

/**
 * How much is done at once.
 *
 * @param switchesAlone whether a host is so small that starting nodes beside a switch would make clients wait for longer
 */
public record TurnLimits(Map<Work, Limit> limits, boolean switchesAlone) {

    /** How much of one kind of work is done at once, on one host and on all of them. */
    public record Limit(int perHost, int inAll) {
        public Limit {
            if (perHost < 1 || inAll < 1) {
                throw new IllegalArgumentException("a limit has to be at least 1");
            }
        }
    }

    public TurnLimits {
        limits = Map.copyOf(limits);
    }

    Limit of(Work work) {
        return limits.get(work);
    }
}
