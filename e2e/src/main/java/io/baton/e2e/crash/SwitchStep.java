package io.baton.e2e.crash;

/** A step of a switch at which something can be killed. */
public record SwitchStep(String name, Way way) {

    /** On which side of a step. */
    public enum When {
        BEFORE,
        AFTER
    }

    /** Which way of a switch it belongs to. */
    public enum Way {
        FORWARD,
        /** It is come to by taking a step before the commit for failed. */
        UNDO,
        /** It is come to by taking a step after the commit for failed, and has no end of its own. */
        RECOVERY
    }

    /** Whether it has that side. */
    boolean has(When when) {
        return way != Way.RECOVERY || when == When.BEFORE;
    }

    @Override
    public String toString() {
        return name;
    }
}
