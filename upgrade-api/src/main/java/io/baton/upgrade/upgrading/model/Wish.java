package io.baton.upgrade.upgrading.model;

import io.baton.contracts.Reason;

/** How the upgrade is to end once the grant that is out has come back unused. */
public record Wish(End end, Reason reason) {

    /** The ends that can be wished for. */
    public enum End {
        CANCEL,
        FAIL
    }

    static Wish cancel() {
        return new Wish(End.CANCEL, new Reason("CANCELLED", "The upgrade was cancelled."));
    }

    static Wish fail(Reason reason) {
        return new Wish(End.FAIL, reason);
    }
}
