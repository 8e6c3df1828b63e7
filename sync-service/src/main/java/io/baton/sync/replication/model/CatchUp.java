package io.baton.sync.replication.model;

/**
 * Whether the new nodes have caught up.
 *
 * @param sequence rises with every change that was told
 * @param now whether they have, as last told
 * @param ever whether they ever had; from then on a grant may exist, and the new master may be promoted by it
 * @param newMasterRunId the process of the new master that has the data, null before
 */
public record CatchUp(long sequence, boolean now, boolean ever, String newMasterRunId) {
    static final CatchUp NOT_YET = new CatchUp(0, false, false, null);

    CatchUp reached(String runId) {
        return new CatchUp(sequence + 1, true, true, runId);
    }

    /** The same, by another process of the new master: it was restarted as a replica and has the data again. */
    CatchUp carriedBy(String runId) {
        return new CatchUp(sequence, now, ever, runId);
    }

    CatchUp lost() {
        return new CatchUp(sequence + 1, false, ever, newMasterRunId);
    }
}
