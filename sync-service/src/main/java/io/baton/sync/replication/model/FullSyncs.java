package io.baton.sync.replication.model;

/**
 * Full synchronisations since the new master last had a link.
 *
 * @param counter the old master's own counter, as last seen; it begins again when the old master does
 * @param inVain how many have begun since the last catch-up
 */
public record FullSyncs(long counter, int inVain) {

    /** Those of other replicas count too, but only while the new master has no link: then it is the likely cause. */
    FullSyncs seen(long now, boolean linkUp) {
        long begun = now >= counter ? now - counter : now;
        return new FullSyncs(now, linkUp ? inVain : inVain + (int) Math.min(begun, Integer.MAX_VALUE - inVain));
    }

    FullSyncs caughtUp() {
        return new FullSyncs(counter, 0);
    }
}
