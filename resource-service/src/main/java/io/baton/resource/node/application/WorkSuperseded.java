package io.baton.resource.node.application;

/** The work is not wanted any more: whoever gets this stops where it is. */
public final class WorkSuperseded extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public WorkSuperseded() {
        super("the saga has gone on", null, false, false);
    }
}
